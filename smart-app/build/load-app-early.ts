import type { HtmlTagDescriptor, Plugin } from 'vite'

/** The chunk that is the app, by vite.config.ts. */
const APP = 'show-app'

/**
 * Lets the browser load the app before a script asks for it: at once where it is shown, and when there is nothing else to
 * do where a launch begins, so that it is there when the EHR's sign-in comes back.
 */
export function loadAppEarly(): Plugin {
  return {
    name: 'load-app-early',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { filename, bundle = {} }) => {
        const files = Object.values(bundle).filter((file) =>
          file.type === 'chunk' ? file.name === APP : file.names.includes(`${APP}.css`),
        )
        return files.map(({ fileName }) => tagOf(fileName, filename.endsWith('launch.html')))
      },
    },
  }
}

function tagOf(fileName: string, launches: boolean): HtmlTagDescriptor {
  const as = fileName.endsWith('.css') ? 'style' : 'script'
  const rel = launches ? 'prefetch' : as === 'script' ? 'modulepreload' : 'preload'
  return {
    tag: 'link',
    attrs: { rel, crossorigin: true, href: `/app/${fileName}`, ...(rel !== 'modulepreload' && { as }) },
    injectTo: 'head',
  }
}
