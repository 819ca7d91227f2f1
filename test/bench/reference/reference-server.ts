import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import { CONNECTIONS } from '../drive.ts'
import { HAND_RECORD, prepareHandRecords } from './hand-records.ts'
import { HAND_SEARCHES, prepareHandSearches } from './hand-searches.ts'

/**
 * What the product is compared with: the least that a server in Node can do. No authentication, no validation, no audit,
 * no history. Bytes from memory, rows inserted one by one, rows fetched by SQL written for the purpose.
 */
const url = process.env['DATABASE_URL'] ?? ''
const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
const searching = new pg.Client({
  connectionString: url,
  pipeline: true,
  options: '-c plan_cache_mode=force_generic_plan',
})
const bytes = new Map<string, string>()
const JSON_TYPE = { 'content-type': 'application/fhir+json; charset=utf-8' }

const app = new Hono()
app.put('/bytes/:id', async (c) => {
  bytes.set(c.req.param('id'), await c.req.text())
  return c.body(null, 204)
})
app.get('/bytes/:id', (c) => c.body(bytes.get(c.req.param('id')) ?? '', 200, JSON_TYPE))

const INSERT = { name: 'insert', text: 'insert into bare.inserted (id, content) values ($1, $2)' }
app.post('/insert', async (c) => {
  const content = await c.req.text()
  await pool.query({ ...INSERT, values: [randomUUID(), content] })
  return c.body(content, 201, JSON_TYPE)
})

app.post('/searches', async (c) => {
  await prepareHandSearches(pool)
  return c.body(null, 204)
})
app.get('/search/:name', async (c) => {
  const search = HAND_SEARCHES[c.req.param('name')]
  if (!search) return c.notFound()
  const values = search.parameters.map((name) => c.req.query(name))
  return c.body(await bundleOf({ name: search.name, text: search.text }, values), 200, JSON_TYPE)
})

app.post('/records', async (c) => {
  await prepareHandRecords(pool)
  return c.body(null, 204)
})
app.get('/record/:patient', async (c) => {
  return c.body(await bundleOf({ name: 'record', text: HAND_RECORD }, [c.req.param('patient')]), 200, JSON_TYPE)
})

async function bundleOf(query: { readonly name: string; readonly text: string }, values: readonly unknown[]) {
  const found = await searching.query<[string]>({ ...query, values: [...values], rowMode: 'array' })
  const entries = found.rows.map(([content]) => `{"resource":${content}}`)
  return `{"resourceType":"Bundle","type":"searchset","entry":[${entries.join(',')}]}`
}

await pool.query(`create schema if not exists bare;
  create table if not exists bare.inserted (id uuid primary key, content text not null)`)
await searching.connect()
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.({ port }))
process.on('SIGTERM', () => {
  server.close()
  process.exit(0)
})
