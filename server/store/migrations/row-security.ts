import { APP_ROLE, SCHEMA } from '../connection/client-settings.ts'

/** The tenant whose rows a connection may see; unset means none. */
export const TENANT_SETTING = `nullif(current_setting('app.tenant', true), '')::int`

/** SQL that lets the product read and write a table's rows of the tenant that is set, and no others. */
export function tenantRows(table: string, rights: string): string {
  return `
    alter table ${SCHEMA}.${table} enable row level security;
    create policy tenant on ${SCHEMA}.${table} to ${APP_ROLE}
      using (tenant = ${TENANT_SETTING}) with check (tenant = ${TENANT_SETTING});
    grant ${rights} on ${SCHEMA}.${table} to ${APP_ROLE};`
}
