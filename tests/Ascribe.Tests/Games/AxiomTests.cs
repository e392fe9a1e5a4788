using Ascribe.Games;
using FsCheck;
using FsCheck.Fluent;

namespace Ascribe.Tests.Games;

/// <summary>What a value has to be, of games that nobody thought of.</summary>
public sealed class AxiomTests
{
    private const double Rounding = 1e-9;
    private static readonly Config Hundred = Config.QuickThrowOnFailure.WithMaxTest(100);

    /// <summary>Games of 1 … 6 players, with whole numbers between −1000 and 1000.</summary>
    private static Gen<double[]> Values => Gen.Choose(1, 6).SelectMany(ValuesOf);

    [Fact]
    public void Shapley_SumsToWhatEverybodyIsWorth() =>
        Prop.ForAll(Arb.From(Values), v => new GameTable(v).Shapley().Sum().ShouldBe(v[^1] - v[0], Rounding))
            .Check(Hundred);

    [Fact]
    public void Player_WhoChangesNothing_GetsNothingAndDisturbsNobody() =>
        Prop.ForAll(
                Arb.From(Values.SelectMany(v => Gen.Choose(0, PlayersOf(v)).Select(player => (v, player)))),
                t =>
                {
                    var with = new GameTable([
                        .. Enumerable.Range(0, 2 * t.v.Length).Select(m => t.v[Skip(m, t.player)]),
                    ]);
                    var without = new GameTable(t.v);
                    with.Shapley().ShouldBe(Inserted(without.Shapley(), t.player), Rounding);
                    with.Banzhaf().ShouldBe(Inserted(without.Banzhaf(), t.player), Rounding);
                }
            )
            .Check(Hundred);

    [Fact]
    public void Players_Renumbered_KeepTheirValues() =>
        Prop.ForAll(
                Arb.From(
                    Values.SelectMany(v =>
                        Gen.Shuffle(Enumerable.Range(0, PlayersOf(v))).Select(order => (v, order: order.ToArray()))
                    )
                ),
                t =>
                {
                    var game = new GameTable(t.v);
                    var renumbered = GameTable.Of(
                        Game.Of(
                            t.order.Length,
                            c => game.Value(Coalition.Of(t.order.Length, [.. c.Members.Select(p => t.order[p])]))
                        )
                    );
                    renumbered.Shapley().ShouldBe(t.order.Select(p => game.Shapley()[p]), Rounding);
                    renumbered.Banzhaf().ShouldBe(t.order.Select(p => game.Banzhaf()[p]), Rounding);
                }
            )
            .Check(Hundred);

    [Fact]
    public void Players_WhoChangeTheSame_GetTheSame() =>
        Prop.ForAll(
                Arb.From(Values.Where(v => v.Length >= 4)),
                v =>
                {
                    // What 0 and 1 do to each other's places is evened out.
                    var even = new GameTable([.. v.Select((worth, m) => worth + v[Swapped(m)])]);
                    even.Shapley()[1].ShouldBe(even.Shapley()[0], Rounding);
                    even.Banzhaf()[1].ShouldBe(even.Banzhaf()[0], Rounding);
                }
            )
            .Check(Hundred);

    [Fact]
    public void Values_OfASumOfGames_AreSums() =>
        Prop.ForAll(
                Arb.From(
                    from players in Gen.Choose(1, 6)
                    from v in ValuesOf(players)
                    from w in ValuesOf(players)
                    from factor in Gen.Choose(-5, 5)
                    select (v, w, factor)
                ),
                t =>
                {
                    var sum = new GameTable([.. t.v.Zip(t.w, (v, w) => v + t.factor * w)]);
                    var (first, second) = (new GameTable(t.v), new GameTable(t.w));
                    sum.Shapley().ShouldBe(first.Shapley().Zip(second.Shapley(), (a, b) => a + t.factor * b), Rounding);
                    sum.Banzhaf().ShouldBe(first.Banzhaf().Zip(second.Banzhaf(), (a, b) => a + t.factor * b), Rounding);
                }
            )
            .Check(Hundred);

    private static Gen<double[]> ValuesOf(int players) =>
        Gen.Choose(-1000, 1000).Select(v => (double)v).ArrayOf(1 << players);

    private static int PlayersOf(double[] values) => (int)Math.Log2(values.Length);

    /// <summary>The bits of a coalition without a player's, those above moved down.</summary>
    private static int Skip(int mask, int player) => mask & (1 << player) - 1 | mask >> 1 & ~((1 << player) - 1);

    private static double[] Inserted(double[] values, int place) => [.. values[..place], 0, .. values[place..]];

    private static int Swapped(int mask) => mask & ~3 | (mask & 1) << 1 | mask >> 1 & 1;
}
