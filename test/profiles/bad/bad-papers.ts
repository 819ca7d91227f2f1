import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { without } from '../../domain/support/chart.ts'
import { example } from '../support/guide.ts'
import type { BadExample } from './bad-example.ts'

const claim = example('Claim/ada-claim')
const coverage = example('Coverage/ada-coverage')
const copy = example('DocumentReference/ada-copy')
const handover = example('Communication/ada-handover')
const [item, secondItem] = claim.item ?? []
const attachment = copy.content[0]?.attachment ?? {}

/** What is undefined is left out, as JSON leaves it out. */
const withItem = (changed: object) =>
  JSON.parse(JSON.stringify({ ...claim, item: [{ ...item, ...changed }, secondItem] })) as unknown
const withAttachment = (changed: object) => ({ ...copy, content: [{ attachment: changed }] })

const BILLING: BadExample[] = [
  [
    'claim without our number',
    { ...claim, identifier: [{ system: 'https://other.example', value: '1' }] },
    'Claim.identifier',
    'needs an item "claim"',
  ],
  [
    'institutional claim',
    { ...claim, type: { coding: [{ ...claim.type.coding?.[0], code: 'institutional' }] } },
    'Claim.type',
    'must',
  ],
  ['claim for another use', { ...claim, use: 'preauthorization' }, 'Claim.use', 'must be'],
  ['claim of no month', without(claim, 'billablePeriod'), 'Claim.billablePeriod', 'is required'],
  ['claim without items', { ...without(claim, 'item'), total: { value: 0 } }, 'Claim.item', 'is required'],
  ['item that bills no charge', withItem({ extension: undefined }), 'Claim.item[0].extension', 'is required'],
  [
    'item of another service',
    withItem({ productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] } }),
    'Claim.item[0].productOrService',
    'ccm-charge-code',
  ],
  [
    'item over a period',
    withItem({ servicedDate: undefined, servicedPeriod: { start: '2026-03-01' } }),
    'Claim.item[0].serviced',
    'must be date',
  ],
  ['half a unit', withItem({ quantity: { value: 0.5 } }), 'Claim.item[0].quantity', 'Units are whole, one or more.'],
  [
    'five diagnoses of an item',
    withItem({ diagnosisSequence: [1, 2, 3, 4, 5] }),
    'Claim.item[0].diagnosisSequence',
    'may have at most 4',
  ],
  ['a total that is no sum', { ...claim, total: { value: 100 } }, 'Claim', 'The total is the sum of the items.'],
  [
    'coverage of nobody',
    { ...without(coverage, 'identifier'), subscriberId: undefined },
    'Coverage',
    'names its member',
  ],
  ['coverage without a relationship', without(coverage, 'relationship'), 'Coverage.relationship', 'is required'],
  [
    'two payers of one coverage',
    { ...coverage, payor: [{ display: 'Medicare' }, { display: 'Another' }] },
    'Coverage.payor',
    'may have at most 1',
  ],
  [
    'QMB in words',
    { ...coverage, extension: [{ url: structureDefinition('ccm-qmb'), valueString: 'yes' }] },
    'Coverage.extension[0].value',
    'boolean',
  ],
]

const PAPERS: BadExample[] = [
  [
    'copy that is another document',
    { ...copy, type: { coding: [{ system: 'http://loinc.org', code: '11506-3' }] } },
    'DocumentReference.type',
    'must',
  ],
  ['copy that no reader finds', without(copy, 'category'), 'DocumentReference.category', 'is required'],
  ['copy of no day', without(copy, 'date'), 'DocumentReference.date', 'is required'],
  ['copy by nobody', without(copy, 'author'), 'DocumentReference.author', 'is required'],
  [
    'copy without its text',
    withAttachment(without(attachment, 'data')),
    'DocumentReference.content[0].attachment',
    'says where it lies',
  ],
  [
    'copy in no language',
    withAttachment(without(attachment, 'language')),
    'DocumentReference.content[0].attachment.language',
    'is required',
  ],
  [
    'copy of no plan',
    { ...copy, context: { related: [{ reference: 'Goal/ada-goal-a1c' }] } },
    'DocumentReference',
    'names the care plan that it is a copy of',
  ],
  ['handing over that was only planned', { ...handover, status: 'preparation' }, 'Communication.status', 'must be'],
  [
    'handing over that is any message',
    { ...handover, category: [{ text: 'Letter' }] },
    'Communication.category',
    'needs an item "handover"',
  ],
  ['handing over at no time', without(handover, 'sent'), 'Communication.sent', 'is required'],
  ['handing over to nobody', without(handover, 'recipient'), 'Communication.recipient', 'is required'],
  [
    'handing over to an agency',
    { ...handover, recipient: [{ reference: 'Organization/home-health' }] },
    'Communication.recipient[0]',
    'Patient or RelatedPerson',
  ],
  [
    'handing over of a letter',
    { ...handover, payload: [{ contentString: 'The plan' }] },
    'Communication',
    'names the copy that was given',
  ],
  [
    'handing over of no plan',
    { ...handover, about: [{ reference: 'Goal/ada-goal-a1c' }] },
    'Communication',
    'names the care plan that it is about',
  ],
]

/** Claims, coverages, copies and handovers that must be refused, each where and for what. */
export const BAD_PAPERS: readonly BadExample[] = [...BILLING, ...PAPERS]
