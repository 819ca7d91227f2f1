import { parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { loadAppEarly } from './load-app-early.ts'
import { themeVariables } from './theme-variables.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where a running server is found while developing: `npm start` beside `vite`. */
const server = 'http://localhost:8080'

/** What opens a session, apart from the app, with Vite's own loader of pages: it runs while the app is loaded. */
const SESSION = { name: 'session', test: /[\\/]src[\\/]launch[\\/]|vite[\\/]preload-helper/, priority: 3 }
/** The app around its pages in one piece. */
const SHELL = { name: 'show-app', test: /[\\/]src[\\/]app[\\/]show-app\.tsx$/, priority: 2 }
/**
 * The page where most launches land, in a few pieces by who else wants them: asked for one by one its many parts would come
 * late; in a single piece whoever shares one of them would load them all.
 */
const OVERVIEW = {
  name: 'overview',
  test: /[\\/]features[\\/]overview[\\/]overview-page\.tsx$/,
  priority: 1,
  entriesAware: true,
  entriesAwareMergeThreshold: 6000,
}

/** Pieces of a page are named with all the pages that want them. */
const shortened = (name: string) => name.replace(/~.*/, '')

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
    rolldownOptions: {
      input: { app: `${root}index.html`, launch: `${root}launch.html` },
      output: {
        codeSplitting: { groups: [SESSION, SHELL, OVERVIEW] },
        chunkFileNames: ({ name }) => `assets/${shortened(name)}-[hash].js`,
        assetFileNames: ({ names: [name = 'asset'] }) => `assets/${shortened(parse(name).name)}-[hash][extname]`,
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/fhir', '/auth', '/app-session'].map((path) => [path, { target: server }])),
  },
})
