/**
 * Builds the app when the packages that build it are there: `npm ci` runs it, so that `npm start` need not build.
 * Without development packages (`npm ci --omit=dev`) it says what was left out and lets the installation go on.
 */
const { build } = await import('vite').catch(() => ({ build: undefined }))

if (build) {
  // Whatever started this: React's development build is twice the size, and is nothing to ship.
  process.env['NODE_ENV'] = 'production'
  await build({ configFile: new URL('vite.config.ts', import.meta.url).pathname, logLevel: 'warn' })
} else {
  console.log('The app was not built: development packages are not installed. `npm run build` makes smart-app/dist.')
}

export {}
