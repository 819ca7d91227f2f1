CodeSystem: CcmCarePlanElement
Id: ccm-care-plan-element
Title: "Elements of a comprehensive care plan"
Description: "What a comprehensive care plan holds (CMS, Chronic Care Management services, elements of the plan). The property `required` marks those without which a plan is activated only by a recorded decision."
* ^caseSensitive = true
* ^experimental = false
* ^property[0].code = #required
* ^property[0].description = "Without it the plan is incomplete for activation."
* ^property[0].type = #boolean
* #problem-list "Problem list" "The health problems that the plan addresses."
* insert SpanishName(#problem-list, [[Lista de problemas]])
* #problem-list ^property[0].code = #required
* #problem-list ^property[0].valueBoolean = true
* #expected-outcome "Expected outcome and prognosis" "What the clinicians expect, with treatment."
* insert SpanishName(#expected-outcome, [[Resultado esperado y pronóstico]])
* #expected-outcome ^property[0].code = #required
* #expected-outcome ^property[0].valueBoolean = true
* #measurable-goals "Measurable treatment goals" "Goals with a measure, a target and a date."
* insert SpanishName(#measurable-goals, [[Metas de tratamiento medibles]])
* #measurable-goals ^property[0].code = #required
* #measurable-goals ^property[0].valueBoolean = true
* #symptom-management "Symptom management" "Warning signs and what to do."
* insert SpanishName(#symptom-management, [[Manejo de síntomas]])
* #symptom-management ^property[0].code = #required
* #symptom-management ^property[0].valueBoolean = true
* #interventions "Planned interventions" "What is done, by whom, how often."
* insert SpanishName(#interventions, [[Intervenciones planeadas]])
* #interventions ^property[0].code = #required
* #interventions ^property[0].valueBoolean = true
* #medication-management "Medication management" "Medicines reconciled with the chart and its allergies."
* insert SpanishName(#medication-management, [[Manejo de medicamentos]])
* #patient-goal "The patient's own goal" "What matters to the patient, in their words."
* insert SpanishName(#patient-goal, [[La meta del paciente]])
* #cognitive-assessment "Cognitive assessment" "Memory and thinking."
* insert SpanishName(#cognitive-assessment, [[Evaluación cognitiva]])
* #functional-assessment "Functional assessment" "Daily life."
* insert SpanishName(#functional-assessment, [[Evaluación funcional]])
* #psychosocial-assessment "Psychosocial assessment" "Mood and social needs."
* insert SpanishName(#psychosocial-assessment, [[Evaluación psicosocial]])
* #environmental-evaluation "Environmental evaluation" "Home and safety."
* insert SpanishName(#environmental-evaluation, [[Evaluación del hogar]])
* #caregiver-assessment "Caregiver assessment" "Who helps at home."
* insert SpanishName(#caregiver-assessment, [[Evaluación de la persona que cuida]])
* #preventive-care "Preventive care" "Vaccines, screening, wellness visits."
* insert SpanishName(#preventive-care, [[Atención preventiva]])
* #community-services "Community and social services" "Help outside health care."
* insert SpanishName(#community-services, [[Servicios comunitarios y sociales]])
* #outside-coordination "Outside agencies and specialists" "Who else treats the patient, and who keeps in touch with them."
* insert SpanishName(#outside-coordination, [[Agencias y especialistas externos]])
* #around-the-clock-contact "24/7 contact" "Whom the patient can reach at any hour."
* insert SpanishName(#around-the-clock-contact, [[Contacto las 24 horas]])
* #periodic-review "Periodic review" "When the plan is reviewed next."
* insert SpanishName(#periodic-review, [[Revisión periódica]])
