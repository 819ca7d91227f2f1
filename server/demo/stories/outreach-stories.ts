import type { DemoStory } from './story.ts'
import { before } from './story-parts.ts'

/** Patients who are not enrolled. */
export const outreachStories: readonly DemoStory[] = [
  {
    shows: 'one condition counts, one needs the clinician: not eligible for CCM yet',
    chart: {
      person: {
        id: 'dubois',
        given: 'Charles',
        family: 'Dubois',
        gender: 'male',
        birthDate: '1953-04-03',
        mbi: '1EG4TE5MK08',
      },
      conditions: ['hypertension', 'hyperlipidemia'],
      payer: 'part-b',
      inAccessModel: { from: [20, 1], to: [9, 28] },
      visits: before,
    },
  },
  {
    shows: 'eligible and not enrolled: try it here',
    chart: {
      person: {
        id: 'mensah',
        given: 'Gloria',
        family: 'Mensah',
        gender: 'female',
        birthDate: '1952-08-21',
        mbi: '1EG4TE5MK09',
        race: 'Black or African American',
      },
      conditions: ['diabetes', 'hypertension', 'depression'],
      payer: 'part-b',
      visits: before,
    },
  },
  {
    shows: 'not eligible for CCM or PCM: nothing chronic that counts',
    chart: {
      person: {
        id: 'osei',
        given: 'Frank',
        family: 'Osei',
        gender: 'male',
        birthDate: '1955-02-17',
        mbi: '1EG4TE5MK10',
      },
      conditions: ['prediabetes', 'sinusitis'],
      payer: 'part-b',
    },
  },
  {
    shows: 'declined; ask again in six months',
    chart: {
      person: {
        id: 'stone',
        given: 'Dorothy',
        family: 'Stone',
        gender: 'female',
        birthDate: '1949-09-09',
        mbi: '1EG4TE5MK13',
      },
      conditions: ['diabetes', 'osteoarthritis'],
      payer: 'part-b',
      visits: before,
    },
    outreach: { state: 'declined', on: [1, 9], reason: 'Does not want monthly calls', askAgain: [-5, 9] },
  },
  {
    shows: 'called once, consent missing',
    chart: {
      person: {
        id: 'cole',
        given: 'Raymond',
        family: 'Cole',
        gender: 'male',
        birthDate: '1947-03-28',
        mbi: '1EG4TE5MK14',
      },
      conditions: ['hypertension', 'atrial-fibrillation'],
      payer: 'part-b',
      visits: before,
    },
    outreach: { state: 'attempted', on: [0, 2] },
  },
  {
    shows: 'three calls, never reached',
    chart: {
      person: {
        id: 'murphy',
        given: 'Kathleen',
        family: 'Murphy',
        gender: 'female',
        birthDate: '1949-02-14',
        mbi: '1EG4TE5MK28',
      },
      conditions: ['osteoporosis', 'hypothyroidism', 'hypertension'],
      payer: 'part-b',
      visits: before,
    },
    outreach: { state: 'unreachable', on: [1, 23] },
  },
]
