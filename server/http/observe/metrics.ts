/** Figures of this process in Prometheus' text format. No label holds anything that a client could make up. */
export interface Metrics {
  /** Counts an interaction of the FHIR surface and how long it took. */
  served(interaction: string, status: number, milliseconds: number): void
  /** Counts a request without a valid token. */
  unauthenticated(): void
  /** Counts a request that came too often, or guessed. */
  throttled(): void
  /** https://prometheus.io/docs/instrumenting/exposition_formats/ */
  text(): string
}

/** Upper bounds of the histogram, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

interface Series {
  readonly counts: Map<number, number>
  readonly buckets: number[]
  seconds: number
  total: number
}

/**
 * Figures of one process, from nought.
 * @param interactions those that have a line of their own; others are counted together
 * @param underWay how many requests of the FHIR base have not been answered yet
 */
export function createMetrics(interactions: (name: string) => boolean, underWay: () => number): Metrics {
  const series = new Map<string, Series>()
  let unauthenticated = 0
  let throttled = 0
  return {
    served(interaction, status, milliseconds) {
      const name = interactions(interaction) ? interaction : 'other'
      const known = series.get(name) ?? newSeries(series, name)
      known.counts.set(status, (known.counts.get(status) ?? 0) + 1)
      const seconds = milliseconds / 1000
      known.seconds += seconds
      known.total++
      const bucket = BUCKETS.findIndex((bound) => seconds <= bound)
      if (bucket >= 0) known.buckets[bucket] = (known.buckets[bucket] ?? 0) + 1
    },
    unauthenticated() {
      unauthenticated++
    },
    throttled() {
      throttled++
    },
    text() {
      return [
        ...interactionLines(series),
        ...counter('ccm_http_unauthenticated_total', 'Requests without a valid token.', unauthenticated),
        ...counter('ccm_http_throttled_total', 'Requests that came too often, or guessed.', throttled),
        ...gauge('ccm_http_requests_under_way', 'Requests of the FHIR base that are not answered yet.', underWay()),
        ...processLines(),
        '',
      ].join('\n')
    },
  }
}

function newSeries(series: Map<string, Series>, name: string): Series {
  const made: Series = { counts: new Map(), buckets: BUCKETS.map(() => 0), seconds: 0, total: 0 }
  series.set(name, made)
  return made
}

function interactionLines(series: ReadonlyMap<string, Series>): string[] {
  const lines = [...head('ccm_fhir_interactions_total', 'counter', 'FHIR interactions by name and HTTP status.')]
  for (const [name, { counts }] of series)
    for (const [status, count] of counts)
      lines.push(`ccm_fhir_interactions_total{interaction="${name}",status="${status}"} ${count}`)
  lines.push(...head('ccm_fhir_interaction_seconds', 'histogram', 'Time from the token to the answer.'))
  for (const [name, { buckets, seconds, total }] of series) {
    let below = 0
    for (const [at, bound] of BUCKETS.entries()) {
      below += buckets[at] ?? 0
      lines.push(`ccm_fhir_interaction_seconds_bucket{interaction="${name}",le="${bound}"} ${below}`)
    }
    lines.push(`ccm_fhir_interaction_seconds_bucket{interaction="${name}",le="+Inf"} ${total}`)
    lines.push(`ccm_fhir_interaction_seconds_sum{interaction="${name}"} ${seconds}`)
    lines.push(`ccm_fhir_interaction_seconds_count{interaction="${name}"} ${total}`)
  }
  return lines
}

function processLines(): string[] {
  const cpu = process.cpuUsage()
  return [
    ...counter('process_cpu_seconds_total', 'CPU time of the process.', (cpu.user + cpu.system) / 1e6),
    ...gauge('process_resident_memory_bytes', 'Resident memory of the process.', process.memoryUsage.rss()),
    ...gauge('process_start_time_seconds', 'When the process started.', Math.round(performance.timeOrigin / 1000)),
  ]
}

function counter(name: string, help: string, value: number): string[] {
  return [...head(name, 'counter', help), `${name} ${value}`]
}

function gauge(name: string, help: string, value: number): string[] {
  return [...head(name, 'gauge', help), `${name} ${value}`]
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}
