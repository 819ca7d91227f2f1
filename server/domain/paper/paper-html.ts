import type { Paper, PaperBlock, PaperSection } from './paper.ts'

const STYLE = `body{font-family:system-ui,sans-serif;line-height:1.5;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
body.large{font-size:1.25rem}
h1,h2,h3{line-height:1.25}
.box{border:3px solid #111;border-radius:.5rem;padding:.5rem 1rem;margin:1.5rem 0;font-weight:600}
.box h2{margin:.25rem 0}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #555;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#eee}
li{margin:.35rem 0}
footer{margin-top:2rem;border-top:1px solid #555;font-size:.85em}
@media print{body{margin:0;max-width:none}section,tr,li{break-inside:avoid}}`

/** A paper as one page of HTML that needs nothing else: no script, no picture, no request. */
export function paperHtml(paper: Paper): string {
  const { title, language, type, lines, box, sections, foot } = paper
  return [
    `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>`,
    `<style>${STYLE}</style></head><body class="${type}"><header><h1>${escaped(title)}</h1>`,
    ...lines.map(paragraph),
    '</header><main>',
    ...(box
      ? [`<section class="box"><h2>${escaped(box.title)}</h2>${box.lines.map(paragraph).join('')}</section>`]
      : []),
    ...sections.map(sectionHtml),
    `</main><footer>${paragraph(foot)}</footer></body></html>`,
  ].join('')
}

function sectionHtml({ title, blocks }: PaperSection): string {
  return `<section><h2>${escaped(title)}</h2>${blocks.map(blockHtml).join('')}</section>`
}

function blockHtml(block: PaperBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h3>${escaped(block.text)}</h3>`
    case 'paragraph':
      return paragraph(block.text)
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
    case 'table':
      return tableHtml(block)
  }
}

function tableHtml({ heads, rows }: Extract<PaperBlock, { kind: 'table' }>): string {
  const head = heads.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
