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
* #problem-list ^property[0].code = #required
* #problem-list ^property[0].valueBoolean = true
* #expected-outcome "Expected outcome and prognosis" "What the clinicians expect, with treatment."
* #expected-outcome ^property[0].code = #required
* #expected-outcome ^property[0].valueBoolean = true
* #measurable-goals "Measurable treatment goals" "Goals with a measure, a target and a date."
* #measurable-goals ^property[0].code = #required
* #measurable-goals ^property[0].valueBoolean = true
* #symptom-management "Symptom management" "Warning signs and what to do."
* #symptom-management ^property[0].code = #required
* #symptom-management ^property[0].valueBoolean = true
* #interventions "Planned interventions" "What is done, by whom, how often."
* #interventions ^property[0].code = #required
* #interventions ^property[0].valueBoolean = true
* #medication-management "Medication management" "Medicines reconciled with the chart and its allergies."
* #patient-goal "The patient's own goal" "What matters to the patient, in their words."
* #cognitive-assessment "Cognitive assessment" "Memory and thinking."
* #functional-assessment "Functional assessment" "Daily life."
* #psychosocial-assessment "Psychosocial assessment" "Mood and social needs."
* #environmental-evaluation "Environmental evaluation" "Home and safety."
* #caregiver-assessment "Caregiver assessment" "Who helps at home."
* #preventive-care "Preventive care" "Vaccines, screening, wellness visits."
* #community-services "Community and social services" "Help outside health care."
* #outside-coordination "Outside agencies and specialists" "Who else treats the patient, and who keeps in touch with them."
* #around-the-clock-contact "24/7 contact" "Whom the patient can reach at any hour."
* #periodic-review "Periodic review" "When the plan is reviewed next."
