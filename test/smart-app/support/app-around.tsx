import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { AppContextProvider, type AppContextValue } from '../../../smart-app/src/app/app-context.ts'
import type { OurServer } from '../../../smart-app/src/fhir/our-server.ts'

/** What a component of a patient's page finds around it: a server, a person, a clock. It has no session of its own. */
export function AppAround({ server, children }: { server: OurServer; children: ReactNode }) {
  const value = {
    server,
    user: { role: 'clinical-staff', reference: 'Practitioner/whitfield' },
    rights: { care: true, attest: false, bill: false, setUp: false },
    patient: 'ruiz',
    population: false,
    now: () => Date.UTC(2026, 10, 27, 15),
  } as unknown as AppContextValue
  return (
    <QueryClientProvider client={new QueryClient()}>
      <AppContextProvider value={value}>{children}</AppContextProvider>
    </QueryClientProvider>
  )
}
