using Decoupling.Hazard.Fitting;

namespace Decoupling.Tests.Hazard.Fitting;

public class LogisticRegressionTests
{
    private const double Tolerance = 1e-9;
    private const int Count = 200;

    private static readonly double[] s_rows =
    [
        .. Enumerable.Range(0, Count).SelectMany(i => new[] { Math.Sin(0.7 * i), Math.Cos(0.3 * i * i) }),
    ];
    private static readonly bool[] s_answers =
    [
        .. Enumerable.Range(0, Count).Select(i => Math.Sin(1.3 * i) + 0.8 * Math.Sin(0.7 * i) > 0.2),
    ];

    [Theory]
    // statsmodels' Logit by Newton.
    [InlineData(0, -0.47543409778521584, 1.4695132181600021, 0.07641805201896584)]
    // scipy's trust-exact on the penalised likelihood.
    [InlineData(1, -0.46439340623157677, 1.386172446965437, 0.07811028954604303)]
    [InlineData(10, -0.41586568070096513, 0.9508285853907358, 0.0779578920980548)]
    public void Fit_Waves_AgreesWithStatsmodelsAndScipy(double ridge, double intercept, double first, double second)
    {
        var coefficients = LogisticRegression.Fit(s_rows, s_answers, ridge);

        coefficients[0].ShouldBeWithin(Tolerance, intercept);
        coefficients[1].ShouldBeWithin(Tolerance, first);
        coefficients[2].ShouldBeWithin(Tolerance, second);
    }

    [Fact]
    public void Fit_WithoutRidge_MeetsTheShareOfYes()
    {
        var coefficients = LogisticRegression.Fit(s_rows, s_answers, ridge: 0);

        var predicted = Enumerable
            .Range(0, Count)
            .Sum(i =>
                LogisticRegression.Probability(
                    coefficients[0] + coefficients[1] * s_rows[2 * i] + coefficients[2] * s_rows[2 * i + 1]
                )
            );

        predicted.ShouldBeWithin(Tolerance, s_answers.Count(answer => answer));
    }

    [Fact]
    public void Fit_FeatureThatSeparatesTheAnswers_NeedsTheRidge()
    {
        double[] rows = [-2, -1, 1, 2];
        bool[] answers = [false, false, true, true];

        double.IsFinite(LogisticRegression.Fit(rows, answers, ridge: 1)[1]).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => LogisticRegression.Fit(rows, answers, ridge: 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_AnswersOfOneKind_Throws(bool answer) =>
        Should.Throw<ArgumentException>(() => LogisticRegression.Fit([1, 2], [answer, answer], ridge: 1));
}
