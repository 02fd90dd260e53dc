namespace Decoupling.Numerics;

/// <summary>Least squares from products of columns: factors a matrix XᵀX, whose last rows may be the dependents'.</summary>
internal static class Cholesky
{
    /// <summary>A column of which the ones before it leave no more than this share is a combination of them: what is left is the rounding of
    /// the products.</summary>
    private const double SmallestShare = 1e-11;

    /// <summary>Factors the first columns in place into a lower triangle; the rows below take their projections onto them.</summary>
    /// <param name="matrix">Symmetric, size × size by rows; the lower triangle is read and written.</param>
    /// <param name="size">Rows of the matrix.</param>
    /// <param name="columns">How many columns to factor.</param>
    /// <returns>The columns factored before the first that depends on the ones before it, or is not a number; columns if none does.</returns>
    public static int Factor(Span<double> matrix, int size, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            var pivotRow = matrix.Slice(column * size, column);
            var whole = matrix[column * size + column];
            var square = whole - DotProduct.Of(pivotRow, pivotRow);
            if (!(square > SmallestShare * whole) || !double.IsFinite(square))
            {
                return column;
            }

            var pivot = Math.Sqrt(square);
            matrix[column * size + column] = pivot;
            for (var row = column + 1; row < size; row++)
            {
                ref var entry = ref matrix[row * size + column];
                entry = (entry - DotProduct.Of(matrix.Slice(row * size, column), pivotRow)) / pivot;
            }
        }

        return columns;
    }
}
