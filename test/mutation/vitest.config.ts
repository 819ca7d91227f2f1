import { defineConfig } from 'vitest/config'

/**
 * What mutants of the rules of time and money are held against: the tests of these rules. Property tests are left out:
 * they take a hundred times as long, and what they find beyond these is a bonus that the score does not count.
 */
export default defineConfig({
  root: process.cwd(),
  test: {
    include: ['test/domain/{billing,time}/**/*.test.ts'],
    exclude: ['test/domain/**/*-properties.test.ts'],
    testTimeout: 20_000,
  },
})
