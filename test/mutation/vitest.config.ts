import { defineConfig } from 'vitest/config'

/** What mutants of the rules of time and money are held against: only the tests of these rules. */
export default defineConfig({
  root: process.cwd(),
  test: { include: ['test/domain/{billing,time}/**/*.test.ts'], testTimeout: 20_000 },
})
