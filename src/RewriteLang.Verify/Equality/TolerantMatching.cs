namespace RewriteLang.Verify.Equality;

/// <summary>
/// A maximum one-to-one matching of rows that are close to each other: augmenting paths over candidates found in a window of the first tolerant
/// column. Both lists are sorted by it.
/// </summary>
internal sealed class TolerantMatching
{
    private readonly List<object?[]> _left;
    private readonly List<object?[]> _right;
    private readonly Func<object?[], double> _first;
    private readonly Func<object?[], object?[], bool> _close;
    private readonly Tolerance _tolerance;
    private readonly int[] _partnerOfRight;
    private readonly int[] _partnerOfLeft;

    /// <summary>Matches at once.</summary>
    public TolerantMatching(
        List<object?[]> left, List<object?[]> right, Func<object?[], double> first, Func<object?[], object?[], bool> close, Tolerance tolerance)
    {
        (_left, _right, _first, _close, _tolerance) = (left, right, first, close, tolerance);
        _partnerOfRight = new int[right.Count];
        _partnerOfLeft = new int[left.Count];
        Array.Fill(_partnerOfRight, -1);
        Array.Fill(_partnerOfLeft, -1);
        MatchGreedily();

        // Bags of different sizes differ whatever the matching; then it only serves to show some rows.
        for (var l = 0; l < left.Count && left.Count == right.Count; l++)
        {
            if (_partnerOfLeft[l] < 0 && !Augment(l))
            {
                return;
            }
        }
    }

    /// <summary>Left rows without a partner.</summary>
    public IEnumerable<object?[]> UnmatchedLeft() => _left.Where((_, i) => _partnerOfLeft[i] < 0);

    /// <summary>Right rows without a partner.</summary>
    public IEnumerable<object?[]> UnmatchedRight() => _right.Where((_, i) => _partnerOfRight[i] < 0);

    private void MatchGreedily()
    {
        for (int l = 0, r = 0; l < _left.Count && r < _right.Count;)
        {
            if (_close(_left[l], _right[r]))
            {
                _partnerOfLeft[l] = r;
                _partnerOfRight[r++] = l++;
            }
            else if (_first(_left[l]) <= _first(_right[r]))
            {
                l++;
            }
            else
            {
                r++;
            }
        }
    }

    // Breadth first, so that long chains of near-equal rows need no deep stack.
    private bool Augment(int start)
    {
        var cameFrom = new Dictionary<int, int>();
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var l))
        {
            foreach (var r in Candidates(l))
            {
                if (!cameFrom.TryAdd(r, l))
                {
                    continue;
                }

                if (_partnerOfRight[r] >= 0)
                {
                    queue.Enqueue(_partnerOfRight[r]);
                    continue;
                }

                Flip(r, start, cameFrom);
                return true;
            }
        }

        return false;
    }

    private void Flip(int right, int start, Dictionary<int, int> cameFrom)
    {
        while (true)
        {
            var left = cameFrom[right];
            var previous = _partnerOfLeft[left];
            (_partnerOfRight[right], _partnerOfLeft[left]) = (left, right);
            if (left == start)
            {
                return;
            }

            right = previous;
        }
    }

    private IEnumerable<int> Candidates(int l)
    {
        var value = _first(_left[l]);
        var low = 0;
        var high = _right.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_first(_right[middle]) < value && !_tolerance.Close(_first(_right[middle]), value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (var r = low; r < _right.Count && (_first(_right[r]) <= value || _tolerance.Close(_first(_right[r]), value)); r++)
        {
            if (_close(_left[l], _right[r]))
            {
                yield return r;
            }
        }
    }
}
