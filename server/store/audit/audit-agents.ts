import type { AuditEventAgent, AuditEventAgentNetwork, Coding } from '@medplum/fhirtypes'
import { AUDIT_SYSTEMS, type AuditPattern } from './audit-codes.ts'
import type { AuditRow } from './audit-row.ts'

/** The server's name in its own trail. */
export const SERVER_NAME = 'CCM on FHIR'

const { dicom, participant, participation } = AUDIT_SYSTEMS

const SOURCE: Coding = { system: dicom, code: '110153', display: 'Source Role ID' }
const DESTINATION: Coding = { system: dicom, code: '110152', display: 'Destination Role ID' }
const APPLICATION: Coding = { system: dicom, code: '110150', display: 'Application' }
const CUSTODIAN: Coding = { system: participant, code: 'custodian', display: 'Custodian' }
const RECIPIENT: Coding = { system: participation, code: 'IRCP', display: 'information recipient' }
const AUTHOR: Coding = { system: participation, code: 'AUT', display: 'author (originator)' }

interface Parts {
  readonly client: Coding
  readonly server: Coding
  readonly user: Coding
}

/** What a client sends goes from it to the server, its question too; what it reads comes the other way. */
const SENT: Parts = { client: SOURCE, server: DESTINATION, user: RECIPIENT }

/** The parts that client, server and person play, by pattern (BALP 1.1.4). */
const PARTS: Readonly<Record<AuditPattern, Parts>> = {
  create: { ...SENT, user: AUTHOR },
  read: { client: DESTINATION, server: SOURCE, user: RECIPIENT },
  update: { ...SENT, user: AUTHOR },
  delete: { client: APPLICATION, server: CUSTODIAN, user: AUTHOR },
  query: SENT,
  security: { ...SENT, client: APPLICATION },
  other: SENT,
}

/**
 * Who took part: the person first, where there is one, then the client and the server.
 * @param base the FHIR base as clients see it
 */
export function agentsOf(row: AuditRow, pattern: AuditPattern, base: string | undefined): AuditEventAgent[] {
  const { agent, client, address } = row
  const parts = PARTS[pattern]
  const role = { role: [{ coding: [{ system: AUDIT_SYSTEMS.role, code: row.role }], text: row.role }] }
  const user = agent !== null && { ...typed(parts.user), ...role, who: { reference: agent }, requestor: true }
  return [
    ...(user ? [user] : []),
    {
      ...typed(parts.client),
      ...(user ? {} : role),
      who: { identifier: { value: client } },
      altId: client,
      requestor: !user,
      ...(address === null ? {} : network(address, IP_ADDRESS)),
    },
    {
      ...typed(parts.server),
      who: { display: SERVER_NAME },
      requestor: false,
      ...(base === undefined ? {} : network(base, URI)),
    },
  ]
}

function typed(coding: Coding): Pick<AuditEventAgent, 'type'> {
  return { type: { coding: [coding] } }
}

/** Codes of `http://hl7.org/fhir/network-type`. */
const IP_ADDRESS = '2'
const URI = '5'

function network(address: string, type: NonNullable<AuditEventAgentNetwork['type']>): Pick<AuditEventAgent, 'network'> {
  return { network: { address, type } }
}
