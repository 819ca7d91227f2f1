import { inLanguage, type LocalText } from '#domain/care-plan/local-text.ts'
import type { ResponsibleRole } from '#domain/care-plan/responsible-role.ts'
import { useFormat } from '../format/use-format.ts'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'

/** The roles of `[ig]/CodeSystem/ccm-responsible-role`, as staff speak of them. */
export const roleTexts = defineTexts({
  'role-patient': { en: 'Patient', es: 'Paciente' },
  'role-caregiver': { en: 'Caregiver', es: 'Persona que cuida' },
  'role-billing-practitioner': { en: 'Billing practitioner', es: 'Profesional que factura' },
  'role-care-manager': { en: 'Care manager', es: 'Coordinador de cuidados' },
  'role-nurse': { en: 'Nurse', es: 'Enfermería' },
  'role-pharmacist': { en: 'Pharmacist', es: 'Farmacia' },
  'role-dietitian': { en: 'Dietitian', es: 'Nutricionista' },
  'role-social-worker': { en: 'Social worker', es: 'Trabajo social' },
  'role-behavioral-health': { en: 'Counselor', es: 'Consejería' },
  'role-therapist': { en: 'Therapist', es: 'Terapeuta' },
  'role-specialist': { en: 'Specialist', es: 'Especialista' },
})

/** How somebody of the care team is called by their role: as the team names it, where it does so in the reader's language. */
export function useRoleName(): (member: { readonly role: LocalText; readonly plainRole?: ResponsibleRole }) => string {
  const say = useSay(roleTexts)
  const { language } = useFormat()
  return ({ role, plainRole }) =>
    language === 'es' && role.es === undefined && plainRole !== undefined
      ? say(`role-${plainRole}`)
      : inLanguage(role, language)
}

/** The name of a code of `ccm-responsible-role`; of another code its own letters. */
export function useRoleCodeName(): (code: string) => string {
  const say = useSay(roleTexts)
  return (code) => {
    const key = `role-${code}`
    return key in roleTexts ? say(key as keyof typeof roleTexts) : code.replaceAll('-', ' ')
  }
}
