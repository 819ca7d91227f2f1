import type { Resource } from '@medplum/fhirtypes'

/** A small practice under a name. All have the same ids, so that any mixing of practices would show. */
export const practice = (name: string): Resource[] =>
  [
    { resourceType: 'Organization', id: 'org', name, partOf: { reference: 'Organization/top' } },
    { resourceType: 'Organization', id: 'top', name: `${name} group` },
    { resourceType: 'Practitioner', id: 'dr', name: [{ family: name }] },
    {
      resourceType: 'PractitionerRole',
      id: 'role',
      practitioner: { reference: 'Practitioner/dr' },
      organization: { reference: 'Organization/org' },
    },
    {
      resourceType: 'Patient',
      id: 'a',
      name: [{ family: `${name}-a` }],
      managingOrganization: { reference: 'Organization/org' },
    },
    {
      resourceType: 'Patient',
      id: 'b',
      name: [{ family: `${name}-b` }],
      link: [{ type: 'seealso', other: { reference: 'Patient/a' } }],
    },
    { resourceType: 'Patient', id: 'c', name: [{ family: `${name}-c` }] },
    {
      resourceType: 'Condition',
      id: 'ca',
      subject: { reference: 'Patient/a' },
      code: { text: name },
      encounter: { reference: 'Encounter/ea' },
      asserter: { reference: 'Practitioner/dr' },
    },
    {
      resourceType: 'Condition',
      id: 'cb',
      subject: { reference: 'Patient/b' },
      code: { coding: [{ code: 'secret' }] },
      encounter: { reference: 'Encounter/eb' },
    },
    // Says of itself that another patient's Encounter is where it was found.
    {
      resourceType: 'Condition',
      id: 'cx',
      subject: { reference: 'Patient/a' },
      encounter: { reference: 'Encounter/eb' },
    },
    {
      resourceType: 'Encounter',
      id: 'ea',
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: 'Patient/a' },
    },
    {
      resourceType: 'Encounter',
      id: 'eb',
      status: 'planned',
      class: { code: 'IMP' },
      subject: { reference: 'Patient/b' },
    },
    {
      resourceType: 'Appointment',
      id: 'both',
      status: 'booked',
      participant: [
        { status: 'accepted', actor: { reference: 'Patient/b' } },
        { status: 'accepted', actor: { reference: 'Patient/a' } },
      ],
    },
    {
      resourceType: 'Observation',
      id: 'lab',
      status: 'final',
      code: { text: 'x' },
      subject: { reference: 'Patient/a' },
      category: [{ coding: [{ system: 'http://c', code: 'laboratory' }] }],
    },
    {
      resourceType: 'Observation',
      id: 'vital',
      status: 'final',
      code: { text: 'x' },
      subject: { reference: 'Patient/a' },
      category: [{ coding: [{ system: 'http://c', code: 'vital-signs' }] }],
      hasMember: [{ reference: 'Observation/lab' }],
    },
    {
      resourceType: 'Provenance',
      id: 'of-ca',
      recorded: '2026-01-01T00:00:00Z',
      agent: [{ who: { reference: 'Practitioner/dr' } }],
      target: [{ reference: 'Condition/ca' }],
    },
    {
      resourceType: 'Provenance',
      id: 'of-cb',
      recorded: '2026-01-01T00:00:00Z',
      agent: [{ who: { reference: 'Practitioner/dr' } }],
      target: [{ reference: 'Condition/cb' }],
    },
    { resourceType: 'Bundle', id: 'sent', type: 'collection' },
    { resourceType: 'Device', id: 'pump', patient: { reference: 'Patient/a' } },
  ] as Resource[]
