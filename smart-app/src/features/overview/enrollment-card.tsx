import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { useLocation } from 'wouter'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import type { ServiceMonth } from '#domain/calendar.ts'
import { extensionOf, extensionsOf } from '#domain/fhir/extensions.ts'
import { isCurrent } from '#domain/enrollment/enrollment-state.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../app/app-context.ts'
import { leaveErrand } from '../../app/errand.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import { useCopies } from '../../data/copies.ts'
import { useConsents } from '../../data/enrollment.ts'
import { useMonth } from '../../data/month.ts'
import { usePlan } from '../../data/plan.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import type { Stored } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Card } from '../../ui/card.tsx'
import { EvidenceLink, type Evidence } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ServerSaid } from '../../ui/server-said.tsx'
import { EndFact, EndLink, EnrollAgain } from './ended.tsx'
import { Fact } from './fact.tsx'
import { overviewTexts } from './overview-texts.ts'

/** Since when, who bills, on whose consent. */
export function EnrollmentCard({ enrollment, month }: { enrollment: Enrollment; month: ServiceMonth }) {
  const say = useSay(overviewTexts)
  const { rights } = useApp()
  const runs = isCurrent(enrollment.state)
  const act = runs ? <EndLink /> : <EnrollAgain enrollment={enrollment} />
  return (
    <Card title={say('enrollment')} action={<StateChip enrollment={enrollment} />} foot={rights.care ? act : undefined}>
      <ul className="facts">
        <SinceFact enrollment={enrollment} />
        <EndFact enrollment={enrollment} />
        <ConsentFact />
        <ConditionsFact enrollment={enrollment} />
        {runs && (
          <>
            <AttestationFact enrollment={enrollment} />
            <CoverageFact month={month} />
            <CopyFact />
          </>
        )}
      </ul>
    </Card>
  )
}

function StateChip({ enrollment: { state, program } }: { enrollment: Enrollment }) {
  const say = useSay(overviewTexts)
  const name = program.toUpperCase()
  if (state === 'enrolled')
    return (
      <span className="chip ok">
        <Icon name="check" size={12} /> {say('active-in', { program: name })}
      </span>
    )
  if (state === 'paused') return <span className="chip warn">{say('paused-in', { program: name })}</span>
  return <span className="chip">{say('ended-in')}</span>
}

function SinceFact({ enrollment }: { enrollment: Enrollment }) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const staff = useStaff()
  const biller = personOf(staff.data, enrollment.billingPractitioner)
  const { start } = enrollment
  const day = start === undefined ? '' : format.day(format.dayOf(start))
  return (
    <Fact icon="check" tone="ok">
      {say('since')}{' '}
      <EvidenceLink
        evidence={() => ({
          statement: `${say('since')} ${day}`,
          sources: [{ what: say('enrollment'), reference: enrollment.reference }],
        })}
      >
        {day}
      </EvidenceLink>
      {biller && ` · ${say('bills', { name: [biller.name, biller.credential].filter(Boolean).join(', ') })}`}
    </Fact>
  )
}

function ConsentFact() {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const staff = useStaff()
  const consents = useConsents()
  const consent = consents.data?.find(({ status }) => status === 'active') ?? consents.data?.[0]
  if (!consent) return null
  const method = extensionOf(consent, 'ccm-consent-method')?.valueCode === 'written' ? 'written' : 'verbal'
  const recorder = personOf(staff.data, extensionOf(consent, 'ccm-consent-recorder')?.valueReference?.reference)
  const when = consent.dateTime === undefined ? '' : format.day(consent.dateTime)
  const withdrawn = extensionOf(consent, 'ccm-consent-withdrawn')?.valueDateTime
  const evidence = (): Evidence => ({
    statement: `${say('consent')} ${say(`consent-${method}`)}, ${when}`,
    sources: [
      { what: when, detail: recorder?.name ?? '', reference: `Consent/${consent.id}` },
      ...extensionsOf(consent, 'ccm-consent-statement').map(({ valueCode = '' }) => ({ what: valueCode })),
    ],
  })
  return (
    <Fact icon={consent.status === 'active' ? 'check' : 'refused'} tone={consent.status === 'active' ? 'ok' : 'warn'}>
      <EvidenceLink evidence={evidence}>{say('consent')}</EvidenceLink> {say(`consent-${method}`)}, {when}
      {withdrawn !== undefined && ` · ${say('withdrawn', { day: format.day(withdrawn) })}`}
    </Fact>
  )
}

function ConditionsFact({ enrollment }: { enrollment: Enrollment }) {
  const say = useSay(overviewTexts)
  const count = enrollment.diagnoses.length
  if (count === 0) return null
  const evidence = (): Evidence => ({
    statement: say('conditions', { count }),
    sources: enrollment.diagnoses.map((reference) => ({ what: reference })),
  })
  return (
    <Fact icon="check" tone="ok">
      <EvidenceLink evidence={evidence}>{say('conditions', { count })}</EvidenceLink> {say('confirmed', { count })}
    </Fact>
  )
}

function AttestationFact({ enrollment }: { enrollment: Enrollment }) {
  const say = useSay(overviewTexts)
  const why = useWhy()
  const { rights } = useApp()
  const attest = useAttest(enrollment)
  const { attestation } = enrollment
  if (attestation?.duration === true && attestation.risk)
    return (
      <Fact icon="check" tone="ok">
        {say('attested')}
      </Fact>
    )
  return (
    <Fact icon="warn" tone="warn">
      {say('not-attested')}{' '}
      {rights.attest && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            attest.mutate()
          }}
        >
          {say('attest')}
        </button>
      )}
      {attest.error && (
        <span className="tone-stop">
          {' '}
          {why(attest.error)} <ServerSaid error={attest.error} />
        </span>
      )}
    </Fact>
  )
}

const PAYER = ['coverage-unknown', 'coverage-ended', 'medicare-advantage', 'not-medicare', 'no-mbi']

/** Who pays, as the month's blockers say. */
function CoverageFact({ month }: { month: ServiceMonth }) {
  const say = useSay(overviewTexts)
  const rule = useSay(ruleTexts)
  const reading = useMonth(month)
  if (!reading.data) return null
  const blocker = reading.data.blockers.find(({ code }) => PAYER.includes(code))
  return blocker ? (
    <Fact icon="warn" tone="warn">
      {reasonWords(blocker, rule)}
    </Fact>
  ) : (
    <Fact icon="check" tone="ok">
      {say('coverage')}
    </Fact>
  )
}

/** Whether the patient has the plan as it is now. */
function CopyFact() {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const [, go] = useLocation()
  const copies = useCopies()
  const plan = usePlan()
  if (!copies.data || plan.data?.plan.status !== 'active') return null
  const [newest] = copies.data
  const current = plan.data.plan.meta?.versionId
  const given = copies.data.find(({ version }) => version === current)
  if (given)
    return (
      <Fact icon="check" tone="ok">
        {say('copy-given')} {format.day(given.sent)}
      </Fact>
    )
  return (
    <Fact icon="warn" tone="warn">
      {say(newest ? 'copy-old' : 'copy-missing')}{' '}
      <button
        type="button"
        className="link-button"
        onClick={() => {
          leaveErrand({ to: 'give-copy' })
          go('/care-plan')
        }}
      >
        {say('give-copy')}
      </button>
    </Fact>
  )
}

/** The practitioner's own word, one click. */
function useAttest(enrollment: Enrollment) {
  const { server, user } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const episode = await server.get<Stored<EpisodeOfCare>>(enrollment.reference)
      const url = structureDefinition('ccm-attestation')
      const others = (episode.extension ?? []).filter((extension) => extension.url !== url)
      return server.update<EpisodeOfCare>({
        ...episode,
        extension: [
          ...others,
          {
            url,
            extension: [
              { url: 'duration', valueBoolean: true },
              { url: 'risk', valueBoolean: true },
              { url: 'by', valueReference: { reference: user.reference ?? '' } },
            ],
          },
        ],
      })
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['enrollment'] })
      void queries.invalidateQueries({ queryKey: ['month'] })
    },
  })
}
