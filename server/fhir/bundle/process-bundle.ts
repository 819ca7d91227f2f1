import { header } from '../exchange.ts'
import type { Route } from '../interaction.ts'
import { requireJson } from '../media-types.ts'
import { runBatch } from './run-batch.ts'
import { runTransaction } from './run-transaction.ts'

/** `POST [base]`: a batch or transaction. https://hl7.org/fhir/R4/http.html#transaction */
export const bundleRoute: Route = async (interaction) => {
  const { request, deps } = interaction
  requireJson(header(request, 'content-type'))
  const bundle = await deps.prepare.bundle(await request.body())
  try {
    const { outline } = bundle
    return await (outline.type === 'batch'
      ? runBatch(interaction, bundle, outline)
      : runTransaction(interaction, bundle, outline))
  } finally {
    bundle.close()
  }
}
