using Ascribe.Games;

namespace Ascribe.Tests.Games;

public sealed class CoalitionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Of_ManyPlayers_HoldsThoseListedAndNobodyElse(int players)
    {
        int[] members = [.. Enumerable.Range(0, players).Where(p => p % 3 == 0 || p == players - 1)];
        var coalition = Coalition.Of(players, members);
        coalition.Members.ShouldBe(members);
        coalition.Size.ShouldBe(members.Length);
        coalition.Complement().Members.ShouldBe(Enumerable.Range(0, players).Except(members));
        coalition.Complement().Complement().ShouldBe(coalition);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(130)]
    public void All_HoldsEverybody(int players)
    {
        Coalition.All(players).Size.ShouldBe(players);
        Coalition.All(players).Complement().ShouldBe(Coalition.Empty(players));
        Coalition.Empty(players).Members.ShouldBeEmpty();
    }

    [Fact]
    public void WithAndWithout_BeyondOneWord_ChangeOnePlayerOfACopy()
    {
        var before = Coalition.Of(100, 3, 70);
        var with = before.With(99);
        with.Members.ShouldBe([3, 70, 99]);
        with.Without(70).Members.ShouldBe([3, 99]);
        with.With(99).ShouldBe(with);
        before.Members.ShouldBe([3, 70]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(64)]
    public void Player_WhoDoesNotExist_IsRefused(int player)
    {
        var coalition = Coalition.Of(5, 1);
        Should.Throw<ArgumentOutOfRangeException>(() => Coalition.Of(5, player));
        Should.Throw<ArgumentOutOfRangeException>(() => coalition.With(player));
        Should.Throw<ArgumentOutOfRangeException>(() => coalition.Without(player));
        Should.Throw<ArgumentOutOfRangeException>(() => coalition.Contains(player));
    }

    [Fact]
    public void Equality_IsAboutMembersAndPlayers()
    {
        var coalition = Coalition.Of(70, 1, 69);
        (coalition == Coalition.Empty(70).With(69).With(1)).ShouldBeTrue();
        coalition.GetHashCode().ShouldBe(Coalition.Of(70, 69, 1).GetHashCode());
        (coalition != Coalition.Of(70, 1)).ShouldBeTrue();
        coalition.Equals((object)Coalition.Of(71, 1, 69)).ShouldBeFalse();
        Coalition.Empty(3).ShouldNotBe(Coalition.Empty(4));
    }

    [Fact]
    public void Default_IsNobodyOfNoPlayers()
    {
        default(Coalition).ShouldBe(Coalition.Empty(0));
        default(Coalition).Complement().ShouldBe(Coalition.Empty(0));
        default(Coalition).GetHashCode().ShouldBe(Coalition.Empty(0).GetHashCode());
    }

    [Fact]
    public void Mask_HasBitIForPlayerI()
    {
        Coalition.FromMask(4, 0b1101).Members.ShouldBe([0, 2, 3]);
        Coalition.FromMask(2, 0b1101).Members.ShouldBe([0]);
        Coalition.FromMask(64, ulong.MaxValue).ShouldBe(Coalition.All(64));
        Coalition.Of(64, 0, 63).ToMask().ShouldBe(1UL | 1UL << 63);
        Should.Throw<ArgumentOutOfRangeException>(() => Coalition.FromMask(65, 0));
        Should.Throw<InvalidOperationException>(() => Coalition.Empty(65).ToMask());
    }

    [Fact]
    public void CopyTo_WritesABitForEveryPlayer()
    {
        var bits = new bool[66];
        Coalition.Of(66, 0, 65).CopyTo(bits);
        bits.Index().Where(b => b.Item).Select(b => b.Index).ShouldBe([0, 65]);
    }

    [Fact]
    public void ToString_ListsTenMembersAtMost()
    {
        Coalition.Empty(3).ToString().ShouldBe("{}");
        Coalition.Of(20, 0, 7).ToString().ShouldBe("{0,7}");
        Coalition.All(10).ToString().ShouldBe("{0,1,2,3,4,5,6,7,8,9}");
        Coalition.All(11).ToString().ShouldBe("{0,1,2,3,4,5,6,7,8,9,… 11 of 11}");
    }
}
