/** A stretch of time in milliseconds since 1970, the end not included. */
export interface Interval {
  readonly start: number
  readonly end: number
}

/** What at least one of several stretches covers, in order and without overlap; empty ones are dropped. */
export function unionOf(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start)
  const union: { start: number; end: number }[] = []
  for (const { start, end } of sorted) {
    const last = union.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else union.push({ start, end })
  }
  return union
}

/** How long stretches are together, in milliseconds. They must not overlap: take their union first. */
export function measureOf(disjoint: readonly Interval[]): number {
  return disjoint.reduce((sum, { start, end }) => sum + end - start, 0)
}

/** What a stretch shares with others, in order and without overlap. */
export function sharedWith(interval: Interval, others: readonly Interval[]): readonly Interval[] {
  return unionOf(
    others.map(({ start, end }) => ({ start: Math.max(start, interval.start), end: Math.min(end, interval.end) })),
  )
}

/** What is left of a stretch without others, in order. */
export function without(interval: Interval, others: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = []
  let from = interval.start
  for (const { start, end } of sharedWith(interval, others)) {
    if (from < start) left.push({ start: from, end: start })
    from = end
  }
  if (from < interval.end) left.push({ start: from, end: interval.end })
  return left
}

/** A stretch cut at instants; those outside it do not cut. */
export function cutAt(interval: Interval, instants: readonly number[]): readonly Interval[] {
  const inside = instants.filter((instant) => interval.start < instant && instant < interval.end)
  if (inside.length === 0) return interval.start < interval.end ? [interval] : []
  const edges = [interval.start, ...inside.sort((a, b) => a - b), interval.end]
  return edges
    .slice(1)
    .map((end, index) => ({ start: edges[index] ?? end, end }))
    .filter(({ start, end }) => start < end)
}
