CodeSystem: CcmResponsibleRole
Id: ccm-responsible-role
Title: "Who is responsible for an intervention"
Description: "The role that a care-plan template gives an activity to. When it is applied, the person of the care team who has that role becomes its owner."
* ^caseSensitive = true
* ^experimental = false
* #patient "You" "The patient."
* insert SpanishName(#patient, [[Usted]])
* #caregiver "Your caregiver" "A relative or friend who cares for the patient."
* insert SpanishName(#caregiver, [[La persona que le cuida]])
* #billing-practitioner "Your doctor or practitioner" "The practitioner who bills care management."
* insert SpanishName(#billing-practitioner, [[Su médico o profesional]])
* #care-manager "Your care manager" "The person who manages the enrollment."
* insert SpanishName(#care-manager, [[Su coordinador de cuidados]])
* #nurse "Nurse" "A nurse of the practice."
* insert SpanishName(#nurse, [[Enfermería]])
* #pharmacist "Pharmacist" "A clinical pharmacist."
* insert SpanishName(#pharmacist, [[Farmacia]])
* #dietitian "Dietitian" "A registered dietitian."
* insert SpanishName(#dietitian, [[Nutricionista]])
* #social-worker "Social worker" "A social worker or community health worker."
* insert SpanishName(#social-worker, [[Trabajo social]])
* #behavioral-health "Counselor" "A behavioral health professional."
* insert SpanishName(#behavioral-health, [[Consejería]])
* #therapist "Physical or occupational therapist" "A rehabilitation professional."
* insert SpanishName(#therapist, [[Terapeuta físico u ocupacional]])
* #specialist "Specialist" "A specialist outside the practice."
* insert SpanishName(#specialist, [[Especialista]])
