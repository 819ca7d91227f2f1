// Made by `npm run build:profiles`. Do not edit.

/** `[ig]/CodeSystem/ccm-care-plan-element`, in the order of the plan. */
export const CARE_PLAN_ELEMENTS = {
  "problem-list": {"display":"Problem list","es":"Lista de problemas","required":true},
  "expected-outcome": {"display":"Expected outcome and prognosis","es":"Resultado esperado y pronóstico","required":true},
  "measurable-goals": {"display":"Measurable treatment goals","es":"Metas de tratamiento medibles","required":true},
  "symptom-management": {"display":"Symptom management","es":"Manejo de síntomas","required":true},
  "interventions": {"display":"Planned interventions","es":"Intervenciones planeadas","required":true},
  "medication-management": {"display":"Medication management","es":"Manejo de medicamentos","required":false},
  "patient-goal": {"display":"The patient's own goal","es":"La meta del paciente","required":false},
  "cognitive-assessment": {"display":"Cognitive assessment","es":"Evaluación cognitiva","required":false},
  "functional-assessment": {"display":"Functional assessment","es":"Evaluación funcional","required":false},
  "psychosocial-assessment": {"display":"Psychosocial assessment","es":"Evaluación psicosocial","required":false},
  "environmental-evaluation": {"display":"Environmental evaluation","es":"Evaluación del hogar","required":false},
  "caregiver-assessment": {"display":"Caregiver assessment","es":"Evaluación de la persona que cuida","required":false},
  "preventive-care": {"display":"Preventive care","es":"Atención preventiva","required":false},
  "community-services": {"display":"Community and social services","es":"Servicios comunitarios y sociales","required":false},
  "outside-coordination": {"display":"Outside agencies and specialists","es":"Agencias y especialistas externos","required":false},
  "around-the-clock-contact": {"display":"24/7 contact","es":"Contacto las 24 horas","required":false},
  "periodic-review": {"display":"Periodic review","es":"Revisión periódica","required":false},
} as const

/** `[ig]/CodeSystem/ccm-intervention`. */
export const INTERVENTIONS = {
  "symptom-management": {"en":"Symptoms and warning signs","es":"Síntomas y señales de alerta"},
  "medication-management": {"en":"Medicines","es":"Medicamentos"},
  "monitoring": {"en":"Measuring","es":"Mediciones"},
  "self-management": {"en":"Self-care","es":"Cuidado propio"},
  "education": {"en":"Learning","es":"Aprendizaje"},
  "test": {"en":"Tests","es":"Pruebas y exámenes"},
  "preventive-care": {"en":"Preventive care","es":"Atención preventiva"},
  "referral": {"en":"Specialists and other services","es":"Especialistas y otros servicios"},
  "community-service": {"en":"Help in the community","es":"Ayuda en la comunidad"},
  "caregiver-support": {"en":"Caregiver","es":"Persona que le cuida"},
  "assessment": {"en":"Check-ups","es":"Evaluaciones"},
  "follow-up": {"en":"Staying in touch","es":"Seguimiento"},
} as const

/** `[ig]/CodeSystem/ccm-responsible-role`. */
export const RESPONSIBLE_ROLES = {
  "patient": {"en":"You","es":"Usted"},
  "caregiver": {"en":"Your caregiver","es":"La persona que le cuida"},
  "billing-practitioner": {"en":"Your doctor or practitioner","es":"Su médico o profesional"},
  "care-manager": {"en":"Your care manager","es":"Su coordinador de cuidados"},
  "nurse": {"en":"Nurse","es":"Enfermería"},
  "pharmacist": {"en":"Pharmacist","es":"Farmacia"},
  "dietitian": {"en":"Dietitian","es":"Nutricionista"},
  "social-worker": {"en":"Social worker","es":"Trabajo social"},
  "behavioral-health": {"en":"Counselor","es":"Consejería"},
  "therapist": {"en":"Physical or occupational therapist","es":"Terapeuta físico u ocupacional"},
  "specialist": {"en":"Specialist","es":"Especialista"},
} as const

/** `[ig]/CodeSystem/ccm-assessment`. */
export const ASSESSMENTS = {
  "cognitive": {"en":"Memory and thinking","es":"Memoria y pensamiento"},
  "functional": {"en":"Daily life","es":"Vida diaria"},
  "psychosocial": {"en":"Mood and social life","es":"Ánimo y vida social"},
  "environmental": {"en":"Home and safety","es":"Hogar y seguridad"},
  "caregiver": {"en":"Caregiver","es":"Persona que le cuida"},
} as const

/** `[ig]/CodeSystem/ccm-care-plan-activity`. */
export const CARE_PLAN_ACTIVITIES = {
  "established": {"en":"Established","es":"Elaborado"},
  "suggested": {"en":"Suggestions added","es":"Sugerencias añadidas"},
  "activated": {"en":"Activated","es":"Puesto en vigor"},
  "activated-with-gaps": {"en":"Activated with gaps","es":"Puesto en vigor con partes faltantes"},
  "revised": {"en":"Revised","es":"Revisado"},
  "substantially-revised": {"en":"Substantially revised","es":"Revisado a fondo"},
  "ended": {"en":"Ended","es":"Terminado"},
  "handed-over": {"en":"Copy given","es":"Copia entregada"},
} as const

/** `[ig]/CodeSystem/ccm-activity`. */
export const ACTIVITY_NAMES = {
  "care-coordination": {"en":"Care coordination","es":"Coordinación de la atención"},
  "patient-contact": {"en":"Patient contact","es":"Contacto con el paciente"},
  "medication-management": {"en":"Medication management","es":"Manejo de medicamentos"},
  "care-planning": {"en":"Care planning","es":"Plan de cuidados"},
  "record-review": {"en":"Record review","es":"Revisión del expediente"},
  "education": {"en":"Education","es":"Educación"},
  "transition-support": {"en":"Transition support","es":"Apoyo en la transición"},
  "community-services": {"en":"Community services","es":"Servicios comunitarios"},
  "documentation": {"en":"Documentation","es":"Documentación"},
  "administrative": {"en":"Administrative","es":"Trabajo administrativo"},
  "face-to-face": {"en":"Face to face","es":"Consulta en persona"},
  "voicemail": {"en":"Voicemail","es":"Mensaje de voz"},
  "prior-authorization": {"en":"Prior authorization","es":"Autorización previa"},
  "supervision": {"en":"Supervision","es":"Supervisión"},
  "travel": {"en":"Travel","es":"Desplazamiento"},
} as const

/** `[ig]/CodeSystem/ccm-goal-kind`, each with the kinds that it contradicts and stands instead of. */
export const GOAL_KINDS: Readonly<
  Record<string, { readonly display: string; readonly insteadOf: readonly string[] }>
> = {
  "a1c": {"display":"A1c in range","insteadOf":[]},
  "blood-pressure": {"display":"Blood pressure in range","insteadOf":[]},
  "ldl": {"display":"LDL cholesterol in range","insteadOf":[]},
  "urine-albumin": {"display":"Less protein in the urine","insteadOf":[]},
  "kidney-function": {"display":"Kidney function kept","insteadOf":[]},
  "dry-weight": {"display":"No fluid gain","insteadOf":[]},
  "weight-loss": {"display":"Weight loss","insteadOf":[]},
  "weight-kept": {"display":"No unplanned weight loss","insteadOf":["weight-loss"]},
  "oxygen": {"display":"Oxygen in range","insteadOf":[]},
  "heart-rate": {"display":"Heart rate in range","insteadOf":[]},
  "inr": {"display":"INR in range","insteadOf":[]},
  "asthma-control": {"display":"Asthma under control","insteadOf":[]},
  "mood": {"display":"Better mood","insteadOf":[]},
  "pain": {"display":"Less pain","insteadOf":[]},
  "fall-risk": {"display":"Fewer falls","insteadOf":[]},
  "vitamin-d": {"display":"Enough vitamin D","insteadOf":[]},
  "physical-activity": {"display":"More movement","insteadOf":[]},
  "tobacco-free": {"display":"Free of tobacco","insteadOf":[]},
}

/** `system|code` of what shows each assessment in a record. */
export const ASSESSMENT_CODES: Readonly<Record<keyof typeof ASSESSMENTS, ReadonlySet<string>>> = {
  "cognitive": new Set(["https://ccm-on-fhir.org/ig/CodeSystem/ccm-assessment|cognitive","http://loinc.org|72106-8","http://loinc.org|72172-0","http://snomed.info/sct|113024001"]),
  "functional": new Set(["https://ccm-on-fhir.org/ig/CodeSystem/ccm-assessment|functional","http://loinc.org|61576-5","http://loinc.org|71972-4","http://loinc.org|59460-6"]),
  "psychosocial": new Set(["https://ccm-on-fhir.org/ig/CodeSystem/ccm-assessment|psychosocial","http://loinc.org|44261-6","http://loinc.org|55758-7","http://loinc.org|70274-6","http://loinc.org|93025-5","http://loinc.org|71970-8","http://snomed.info/sct|710824005"]),
  "environmental": new Set(["https://ccm-on-fhir.org/ig/CodeSystem/ccm-assessment|environmental","http://loinc.org|71802-3","http://loinc.org|93026-3"]),
  "caregiver": new Set(["https://ccm-on-fhir.org/ig/CodeSystem/ccm-assessment|caregiver"]),
}

/** `system|code` of `[ig]/ValueSet/ccm-current-smoker`. */
export const CURRENT_SMOKER: ReadonlySet<string> = new Set(["http://snomed.info/sct|449868002","http://snomed.info/sct|428041000124106","http://snomed.info/sct|428071000124103","http://snomed.info/sct|428061000124105","http://snomed.info/sct|77176002","http://snomed.info/sct|65568007","http://loinc.org|LA18976-3","http://loinc.org|LA18977-1","http://loinc.org|LA18979-7","http://loinc.org|LA18981-3","http://loinc.org|LA18982-1"])

/** `system|code` of `[ig]/ValueSet/ccm-no-known-allergy`. */
export const NO_KNOWN_ALLERGY: ReadonlySet<string> = new Set(["http://snomed.info/sct|716186003","http://snomed.info/sct|409137002","http://snomed.info/sct|429625007","http://snomed.info/sct|428607008"])

/** `system|code` of `[ig]/ValueSet/ccm-medication-list`. */
export const MEDICATION_LIST: ReadonlySet<string> = new Set(["http://terminology.hl7.org/CodeSystem/list-example-use-codes|medications","http://loinc.org|10160-0","http://loinc.org|56445-0"])
