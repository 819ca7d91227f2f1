CodeSystem: CcmIntervention
Id: ccm-intervention
Title: "Kinds of planned interventions"
Description: "What an activity of a care plan is for. The care plan, its completeness and the patient's copy are arranged by these kinds."
* ^caseSensitive = true
* ^experimental = false
* #symptom-management "Symptoms and warning signs" "What to watch for and what to do when symptoms get worse."
* insert SpanishName(#symptom-management, [[Síntomas y señales de alerta]])
* #medication-management "Medicines" "Reconciling medicines, reviewing how they are taken and what they do."
* insert SpanishName(#medication-management, [[Medicamentos]])
* #monitoring "Measuring" "Measurements at home and going over them."
* insert SpanishName(#monitoring, [[Mediciones]])
* #self-management "Self-care" "What the patient does for their own health: eating, moving, tobacco, daily routine."
* insert SpanishName(#self-management, [[Cuidado propio]])
* #education "Learning" "Teaching and advice."
* insert SpanishName(#education, [[Aprendizaje]])
* #test "Tests" "Laboratory tests and examinations."
* insert SpanishName(#test, [[Pruebas y exámenes]])
* #preventive-care "Preventive care" "Vaccines, screening, wellness visits."
* insert SpanishName(#preventive-care, [[Atención preventiva]])
* #referral "Specialists and other services" "Work with specialists, therapists and agencies outside the practice."
* insert SpanishName(#referral, [[Especialistas y otros servicios]])
* #community-service "Help in the community" "Community and social services."
* insert SpanishName(#community-service, [[Ayuda en la comunidad]])
* #caregiver-support "Caregiver" "Support of those who care for the patient at home."
* insert SpanishName(#caregiver-support, [[Persona que le cuida]])
* #assessment "Check-ups" "Assessing memory, daily life, home, mood, social needs."
* insert SpanishName(#assessment, [[Evaluaciones]])
* #follow-up "Staying in touch" "Regular contact, planning ahead, reviewing the plan."
* insert SpanishName(#follow-up, [[Seguimiento]])
