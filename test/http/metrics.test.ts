import { expect, test } from 'vitest'
import { createMetrics } from '../../server/http/observe/metrics.ts'

test('figures are counted by interaction and status; names that clients make up share one line', () => {
  const metrics = createMetrics(
    (name) => name === 'read',
    () => 3,
  )
  metrics.served('read', 200, 1.5)
  metrics.served('read', 200, 40)
  metrics.served('read', 404, 1)
  metrics.served('$made-up"} 1', 404, 1)
  metrics.unauthenticated()
  const lines = metrics.text().split('\n')
  expect(lines).toContain('ccm_fhir_interactions_total{interaction="read",status="200"} 2')
  expect(lines).toContain('ccm_fhir_interactions_total{interaction="read",status="404"} 1')
  expect(lines).toContain('ccm_fhir_interactions_total{interaction="other",status="404"} 1')
  expect(lines).toContain('ccm_fhir_interaction_seconds_bucket{interaction="read",le="0.0025"} 2')
  expect(lines).toContain('ccm_fhir_interaction_seconds_bucket{interaction="read",le="+Inf"} 3')
  expect(lines).toContain('ccm_http_unauthenticated_total 1')
  expect(lines).toContain('ccm_http_requests_under_way 3')
  expect(metrics.text()).not.toContain('made-up')
  expect(metrics.text()).toMatch(/^process_resident_memory_bytes \d+$/m)
})
