import { DEMO_TIME_ZONE } from '../demo/practice.ts'
import { runCommand } from './command-line.ts'
import { storyClient } from './journey/client.ts'
import { createNarrator } from './journey/narrator.ts'
import { tellStory } from './journey/story.ts'
import { storyMonth } from './journey/story-month.ts'
import { serverAccess } from './server-access.ts'

const HELP = `
npm run journey -- [options]

Walks the whole story of a patient-month against a running server, over HTTP: a record comes in, she is found eligible
and enrolled with consent, gets a care plan, time is logged, the month is closed into charges, and an auditor's document
shows what each minute rests on. Every step is printed with its FHIR resources. It plays in last month, with a patient
and staff of its own; run it as often as you like.

  --url URL        the server                     (default: PUBLIC_URL, or http://localhost:PORT)
  --token TOKEN    an administrator's token       (default in demo mode: the demo administrator's)
`

await runCommand(HELP, { url: { type: 'string' }, token: { type: 'string' } }, async (line) => {
  const server = await serverAccess(line)
  const narrator = createNarrator((text) => {
    process.stdout.write(text)
  })
  const client = storyClient(server.fhirBase, server.token, (text) => {
    narrator.line(text)
  })
  await tellStory({ client, narrator, month: storyMonth(Date.now(), DEMO_TIME_ZONE) })
  return 0
})
