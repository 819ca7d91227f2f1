import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { loadAppEarly } from './load-app-early.ts'
import { themeVariables } from './theme-variables.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where a running server is found while developing: `npm start` beside `vite`. */
const server = 'http://localhost:8080'

/** What opens a session, apart from the app, with Vite's own loader of pages: it runs while the app is loaded. */
const SESSION = { name: 'session', test: /[\\/]src[\\/]launch[\\/]|vite[\\/]preload-helper/, priority: 2 }
/** The app around its pages and the page where most launches land in one piece, also what other pages share with them. */
const SHELL = {
  name: 'show-app',
  test: /[\\/]src[\\/](app[\\/]show-app|features[\\/]overview[\\/]overview-page)\.tsx$/,
  priority: 1,
}

export default defineConfig({
  root,
  base: '/app/',
  plugins: [react(), themeVariables(), loadAppEarly()],
  resolve: {
    alias: {
      'cross-fetch': `${root}src/fhir/native-fetch.ts`,
      '#domain': fileURLToPath(new URL('../../server/domain', import.meta.url)),
    },
  },
  build: {
    outDir: `${root}dist`,
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: 'hidden',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The whole first load, in kB before it is packed.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { app: `${root}index.html`, launch: `${root}launch.html` },
      output: { codeSplitting: { groups: [SESSION, SHELL] } },
    },
  },
  server: {
    proxy: Object.fromEntries(['/fhir', '/auth', '/app-session'].map((path) => [path, { target: server }])),
  },
})
