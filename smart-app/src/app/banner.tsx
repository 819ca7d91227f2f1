import type { Patient } from '@medplum/fhirtypes'
import { personName } from '#domain/fhir/names.ts'
import { usePatient } from '../data/chart.ts'
import { spokenLanguage } from '../data/spoken-language.ts'
import { ageOn } from '../format/format.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import { Icon } from '../ui/icon.tsx'
import { useApp } from './app-context.ts'
import { shellTexts } from './shell-texts.ts'

/** Who the page is about: one line, from our own record of the patient. */
export function Banner() {
  const patient = usePatient()
  const say = useSay(shellTexts)
  const format = useFormat()
  const { now } = useApp()
  if (!patient.data) return <div className="banner" aria-busy="true" />
  const { birthDate, gender = 'unknown' } = patient.data
  const { name: language, needsInterpreter } = spokenLanguage(patient.data, format.language)
  return (
    <div className="banner">
      <strong className="banner-name">{patientName(patient.data)}</strong>
      <span>
        {birthDate !== undefined && `${say('years', { age: ageOn(birthDate, format.dayOf(now())) })} · `}
        {say(gender)}
        {birthDate !== undefined && ` · ${say('born', { day: format.day(birthDate) })}`}
      </span>
      {recordNumber(patient.data) !== undefined && <span>MRN {recordNumber(patient.data)}</span>}
      {language !== undefined && (
        <span>
          <Icon name="globe" size={14} /> {language}
          {needsInterpreter && `, ${say('interpreter')}`}
        </span>
      )}
      {(patient.data.deceasedBoolean === true || patient.data.deceasedDateTime !== undefined) && (
        <span className="chip stop">
          {say('deceased')} {patient.data.deceasedDateTime !== undefined && format.day(patient.data.deceasedDateTime)}
        </span>
      )}
      <span className="banner-phone">{phoneOf(patient.data)}</span>
    </div>
  )
}

/** A patient's name in everyday order, the official one. */
export function patientName(patient: Patient): string {
  const name = patient.name?.find(({ use }) => use === 'official') ?? patient.name?.[0]
  return personName(name) ?? ''
}

function recordNumber(patient: Patient): string | undefined {
  return patient.identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'))?.value
}

function phoneOf(patient: Patient): string | undefined {
  return patient.telecom?.find(({ system, use }) => system === 'phone' && use !== 'old')?.value
}
