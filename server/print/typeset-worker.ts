import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'
import type { TypesetAnswer, TypesetOrder } from './typeset-messages.ts'

/** Typst runs here, beside the server's own thread: a long file takes a quarter of a second. */
const source = readFileSync(new URL('paper.typ', import.meta.url), 'utf8')
const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }] })

parentPort?.on('message', ({ number, paper }: TypesetOrder) => {
  parentPort?.postMessage(typeset(number, paper))
})

/** Source Sans 3 (OFL 1.1), regular and bold. */
function fonts(): Buffer[] {
  const { resolve } = createRequire(import.meta.url)
  return ['400Regular/SourceSans3_400Regular.ttf', '700Bold/SourceSans3_700Bold.ttf'].map((file) =>
    readFileSync(resolve(`@expo-google-fonts/source-sans-3/${file}`)),
  )
}

function typeset(number: number, paper: string): TypesetAnswer {
  try {
    const pdf = compiler.pdf(
      { mainFileContent: source, inputs: { paper } },
      { pdfStandard: PdfStandard.UA_1, creationTimestamp: 0 },
    )
    compiler.evictCache(10)
    return { number, pdf: new Uint8Array(pdf) }
  } catch (error) {
    return { number, fault: explain(error instanceof Error ? error.message : '') }
  }
}

/** Typst names what the font lacks, one after the other. */
function explain(message: string): string {
  const lacking = [...message.matchAll(/the text `\\"(.+?)\\"` could not be displayed/g)].map(([, text]) => text)
  if (lacking.length === 0) return 'The paper cannot be set as PDF. HTML can be had: Accept: text/html.'
  return `The font of PDFs lacks ${lacking.join(', ')}. HTML can be had: Accept: text/html.`
}
