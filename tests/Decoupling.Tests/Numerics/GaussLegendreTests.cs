using Decoupling.Numerics;

namespace Decoupling.Tests.Numerics;

public class GaussLegendreTests
{
    [Fact]
    public void Integrate_Polynomials_AreExactUpToDegreeThirtyOne()
    {
        for (var degree = 0; degree <= 31; degree++)
        {
            GaussLegendre.Integrate(x => Math.Pow(x, degree), 0, 1).ShouldBeWithin(1e-14, 1.0 / (degree + 1));
        }
    }

    [Fact]
    public void Integrate_Exponential_IsItsDifference() =>
        GaussLegendre.Integrate(Math.Exp, -0.5, 1.5).ShouldBeWithin(1e-15, Math.Exp(1.5) - Math.Exp(-0.5));
}
