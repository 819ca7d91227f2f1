import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the committed guide, and what the server derives from it, is what a fresh build makes, without error or warning', () => {
  const build = spawnSync(process.execPath, ['profiles/build/build-profiles.ts', '--check'], { encoding: 'utf8' })
  expect(build.stderr).toBe('')
  expect(build.status).toBe(0)
}, 300_000)
