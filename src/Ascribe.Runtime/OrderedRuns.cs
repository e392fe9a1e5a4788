using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Runtime;

/// <summary>Many runs of one session side by side, their results handed over in order.</summary>
/// <remarks>The order of handing over, and with it every sum built from it, does not depend on the number of workers.</remarks>
public static class OrderedRuns
{
    /// <summary>Runs the session once for each set of feeds.</summary>
    /// <param name="session">The session.</param>
    /// <param name="feeds">What to run on; read lazily, never more than a few sets ahead of the results.</param>
    /// <param name="workers">Runs at the same time.</param>
    /// <param name="take">Is given run number and outputs, one call at a time, in order. Outputs that the session lends hold until it returns.</param>
    /// <param name="cancellation">Ends the running runs and starts no more.</param>
    /// <exception cref="OperationCanceledException">The runs were cancelled.</exception>
    public static void Run(
        Session session,
        IEnumerable<IReadOnlyDictionary<string, Tensor>> feeds,
        int workers,
        Action<int, ImmutableArray<Tensor>> take,
        CancellationToken cancellation = default
    )
    {
        using var source = feeds.GetEnumerator();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var queue = new Queue(source, Take, ahead: 4 * Math.Max(1, workers));
        var tasks = Enumerable
            .Range(1, Math.Max(1, workers) - 1)
            .Select(_ => Task.Run(Work, CancellationToken.None))
            .ToArray();
        var first = Capture(Work);
        var failures = tasks.Select(t => Capture(t.Wait)).Prepend(first).OfType<Exception>().ToArray();
        // The failure that stopped the others matters; the cancellations that it caused do not.
        if (failures.FirstOrDefault(f => f is not OperationCanceledException) is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();
        // Somebody else's cancellation, thrown by what takes the results or makes the feeds.
        if (failures is [var foreign, ..])
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(foreign);

        void Take(int index, ImmutableArray<Tensor> results)
        {
            take(index, results);
            session.Return(results);
        }

        void Work()
        {
            try
            {
                while (queue.Next() is var (index, next))
                    queue.Done(index, session.Run(next, stop.Token));
            }
            catch
            {
                stop.Cancel();
                queue.Stop();
                throw;
            }
        }
    }

    private static Exception? Capture(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (AggregateException e)
        {
            return e.GetBaseException();
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>What is still to run, and what has run out of turn; never more than <paramref name="ahead"/> sets of feeds beyond the last result taken.</summary>
    private sealed class Queue(
        IEnumerator<IReadOnlyDictionary<string, Tensor>> source,
        Action<int, ImmutableArray<Tensor>> take,
        int ahead
    )
    {
        private readonly object gate = new();
        private readonly Dictionary<int, ImmutableArray<Tensor>> waiting = [];
        private int started;
        private int taken;
        private bool stopped;

        public (int Index, IReadOnlyDictionary<string, Tensor> Feeds)? Next()
        {
            lock (gate)
            {
                while (started - taken >= ahead && !stopped)
                    Monitor.Wait(gate);
                return !stopped && source.MoveNext() ? (started++, source.Current) : null;
            }
        }

        public void Done(int index, ImmutableArray<Tensor> results)
        {
            lock (gate)
            {
                waiting.Add(index, results);
                while (waiting.Remove(taken, out var next))
                    take(taken++, next);
                Monitor.PulseAll(gate);
            }
        }

        /// <summary>Lets nobody wait for a run that will not end.</summary>
        public void Stop()
        {
            lock (gate)
            {
                stopped = true;
                Monitor.PulseAll(gate);
            }
        }
    }
}
