using Spectre.Console;

namespace Ascribe.Cli.Terminal;

/// <summary>Work with a progress bar, which appears when the work takes longer than a second and somebody watches.</summary>
internal static class Watched
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Does the work.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="work">The work; told where to report to.</param>
    public static T Run<T>(string title, Func<IProgress<Progress>, T> work)
    {
        var latest = new Latest();
        if (!Screen.IsWatched)
            return work(latest);
        var task = Task.Run(() => work(latest));
        if (!Task.WaitAny([task], Patience).Equals(0))
            Show(title, task, latest);
        return task.GetAwaiter().GetResult();
    }

    private static void Show(string title, Task task, Latest latest) =>
        Screen
            .Error.Progress()
            .AutoClear(enabled: true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new SpinnerColumn()
            )
            .Start(context =>
            {
                var bar = context.AddTask(Markup.Escape(title), autoStart: true);
                while (Task.WaitAny([task], TimeSpan.FromMilliseconds(100)) != 0)
                {
                    var (done, total) = latest.Value;
                    bar.IsIndeterminate = total == 0;
                    (bar.MaxValue, bar.Value) = (Math.Max(1, total), done);
                }
            });

    /// <summary>Remembers the last report; unlike the framework's own, in the order in which they came.</summary>
    private sealed class Latest : IProgress<Progress>
    {
        private readonly Lock gate = new();
        private Progress value;

        public Progress Value
        {
            get
            {
                lock (gate)
                    return value;
            }
        }

        public void Report(Progress value)
        {
            lock (gate)
                this.value = value;
        }
    }
}
