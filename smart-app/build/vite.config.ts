import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { themeVariables } from './theme-variables.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where a running server is found while developing: `npm start` beside `vite`. */
const server = 'http://localhost:8080'

export default defineConfig({
  root,
  base: '/app/',
  plugins: [react(), themeVariables()],
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
    rolldownOptions: { input: { app: `${root}index.html`, launch: `${root}launch.html` } },
  },
  server: {
    proxy: Object.fromEntries(['/fhir', '/auth', '/app-session'].map((path) => [path, { target: server }])),
  },
})
