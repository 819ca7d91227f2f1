import { FhirRefusal } from '../fhir/our-server.ts'
import { useFormat } from '../format/use-format.ts'
import { onLocalClock } from './why.ts'

/** The server's own words beside a message that was said in the reader's language: they carry names, days and numbers. */
export function ServerSaid({ error }: { readonly error: Error | null | undefined }) {
  const format = useFormat()
  const said = error instanceof FhirRefusal ? error.reasons.flatMap((reason) => reason.said ?? []) : []
  return said.map((text) => (
    <span key={text} lang="en" className="meta server-said">
      {onLocalClock(text, format)}
    </span>
  ))
}
