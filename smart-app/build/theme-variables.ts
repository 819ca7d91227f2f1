import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import type { Plugin } from 'vite'
import { theme } from '../src/app/theme.ts'

const NAME = 'virtual:theme-variables.css'
const RESOLVED = `\0${NAME}`

/**
 * Mantine's variables as a stylesheet of its own. The provider would write them into a `<style>` element, which a
 * Content-Security-Policy without `unsafe-inline` forbids.
 */
export function themeVariables(): Plugin {
  return {
    name: 'theme-variables',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load: (id) =>
      id === RESOLVED
        ? convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ':root')
        : undefined,
  }
}
