namespace Decoupling.Hazard.Fitting;

/// <summary>Keeps the record of a fit on hours that it has not seen, beside that of volatility alone.</summary>
internal static class HazardTrial
{
    private const int BlockDays = 14;
    private const int Tenths = 10;
    private const double HoursPerWeek = 168.0;
    private const int Digits = 4;

    /// <summary>Runs the test hours.</summary>
    /// <param name="tables">Every hour of every asset: percentiles need the past.</param>
    /// <param name="test">The test hours.</param>
    /// <param name="testFrom">The split.</param>
    /// <param name="score">The log odds of an hour.</param>
    /// <param name="volatility">The same by volatility alone.</param>
    public static HazardRecord Run(
        IReadOnlyList<HazardTable> tables,
        HazardSample test,
        DateTimeOffset testFrom,
        Func<HazardTable, int, double> score,
        Func<HazardTable, int, double> volatility
    )
    {
        var falls = test.Falls;
        var blocks = BlocksOf(test, testFrom, out var blockCount);
        double[] scores = [.. test.Hours.Select(row => score(row.Table, row.Hour))];
        double[] probabilities = [.. scores.Select(LogisticRegression.Probability)];
        var auc = new RankedAuc(scores, falls, blocks);
        var volatilityAuc = new RankedAuc(
            [.. test.Hours.Select(row => volatility(row.Table, row.Hour))],
            falls,
            blocks
        );

        HazardEpisodes[] episodes = [.. tables.Select(table => HazardEpisodes.Run(table, score))];
        HazardEpisodes[] volatilityEpisodes = [.. tables.Select(table => HazardEpisodes.Run(table, volatility))];
        var counts = episodes.Select(asset => asset.CountFrom(testFrom)).ToArray();
        var ranked = counts.Sum(count => count.Hours);
        double? Share(int count, double of) => ranked > 0 ? Rounded(count / of) : null;
        var fallShare = falls.Count(fall => fall) / (double)falls.Length;
        return new HazardRecord
        {
            FromAt = test.Hours.Min(row => row.Table.EndOf(row.Hour)),
            ToAt = test.Hours.Max(row => row.Table.EndOf(row.Hour)),
            Hours = test.Count,
            FallHours = falls.Count(fall => fall),
            Falls = CountFalls(test, falls),
            Auc = Estimate(blockCount, auc.Compute),
            VolatilityAuc = Estimate(blockCount, volatilityAuc.Compute),
            AucGain = Estimate(blockCount, weights => auc.Compute(weights) - volatilityAuc.Compute(weights)),
            Brier = Rounded(
                probabilities.Zip(falls, (p, fall) => (p - (fall ? 1 : 0)) * (p - (fall ? 1 : 0))).Average()
            ),
            BrierOfFallShare = Rounded(fallShare * (1 - fallShare)),
            Calibration = Calibrate(probabilities, falls),
            EpisodesPerAssetAndWeek = Share(counts.Sum(count => count.Entered), ranked / HoursPerWeek),
            FalseEpisodesPerAssetAndWeek = Share(counts.Sum(count => count.False), ranked / HoursPerWeek),
            ElevatedShare = Share(counts.Sum(count => count.ElevatedHours), ranked),
            CalmLift = EstimateIfAny(blockCount, LiftOf(test, falls, blocks, blockCount, episodes)),
            VolatilityCalmLift = EstimateIfAny(blockCount, LiftOf(test, falls, blocks, blockCount, volatilityEpisodes)),
        };
    }

    /// <summary>The block of 14 days that each row lies in, numbered without those that hold no row.</summary>
    private static int[] BlocksOf(HazardSample test, DateTimeOffset testFrom, out int count)
    {
        var numbers = new Dictionary<int, int>();
        var blocks = new int[test.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = (int)((test.EndOf(i) - testFrom).TotalDays / BlockDays);
            numbers.TryAdd(block, numbers.Count);
            blocks[i] = numbers[block];
        }

        count = numbers.Count;
        return blocks;
    }

    /// <summary>Runs of hours with a fall ahead; a new one begins after a day without.</summary>
    private static int CountFalls(HazardSample test, bool[] falls)
    {
        var count = 0;
        (HazardTable? Table, DateTimeOffset At) last = default;
        for (var i = 0; i < falls.Length; i++)
        {
            if (falls[i])
            {
                var now = (test.Hours[i].Table, test.EndOf(i));
                count += now.Table != last.Table || now.Item2 - last.At > TimeSpan.FromDays(1) ? 1 : 0;
                last = now;
            }
        }

        return count;
    }

    private static HazardCalibration[] Calibrate(double[] probabilities, bool[] falls)
    {
        var order = Enumerable.Range(0, falls.Length).ToArray();
        Array.Sort([.. probabilities], order);
        return
        [
            .. Enumerable
                .Range(0, Tenths)
                .Select(tenth => order[(tenth * order.Length / Tenths)..((tenth + 1) * order.Length / Tenths)])
                .Where(part => part.Length > 0)
                .Select(part => new HazardCalibration
                {
                    Predicted = Rounded(part.Average(i => probabilities[i])),
                    Seen = Rounded(part.Average(i => falls[i] ? 1.0 : 0)),
                }),
        ];
    }

    /// <summary>P(fall | in the state, calm)/P(fall | calm), of blocks by weight.</summary>
    private static Func<int[], double> LiftOf(
        HazardSample test,
        bool[] falls,
        int[] blocks,
        int blockCount,
        HazardEpisodes[] episodes
    )
    {
        var byTable = episodes.ToDictionary(asset => asset.Table);
        var tallies = new (int Calm, int CalmFalls, int On, int OnFalls)[blockCount];
        for (var i = 0; i < falls.Length; i++)
        {
            var (table, hour) = test.Hours[i];
            if (!table.IsCalm[hour] || double.IsNaN(byTable[table].Percentiles[hour]))
            {
                continue;
            }

            ref var tally = ref tallies[blocks[i]];
            var (fall, on) = (falls[i] ? 1 : 0, byTable[table].Elevated[hour] ? 1 : 0);
            tally = (tally.Calm + 1, tally.CalmFalls + fall, tally.On + on, tally.OnFalls + on * fall);
        }

        return weights =>
        {
            var (calm, calmFalls, on, onFalls) = (0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < tallies.Length; i++)
            {
                calm += weights[i] * tallies[i].Calm;
                calmFalls += weights[i] * tallies[i].CalmFalls;
                on += weights[i] * tallies[i].On;
                onFalls += weights[i] * tallies[i].OnFalls;
            }

            return onFalls / on / (calmFalls / calm);
        };
    }

    private static HazardEstimate Estimate(int blocks, Func<int[], double> figure) =>
        EstimateIfAny(blocks, figure)
        ?? throw new InvalidOperationException("A test with and without falls has an area under its curve.");

    private static HazardEstimate? EstimateIfAny(int blocks, Func<int[], double> figure) =>
        BlockBootstrap.Estimate(blocks, figure) is { } estimate
            ? new HazardEstimate
            {
                Value = Rounded(estimate.Value),
                Low = Rounded(estimate.Low),
                High = Rounded(estimate.High),
            }
            : null;

    private static double Rounded(double value) => Math.Round(value, Digits);
}
