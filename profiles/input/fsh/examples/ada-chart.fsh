// Ada Romero, 74: diabetes with kidney disease, and hypertension. What her chart holds.

RuleSet: OnProblemList
* clinicalStatus = http://terminology.hl7.org/CodeSystem/condition-clinical#active
* verificationStatus = http://terminology.hl7.org/CodeSystem/condition-ver-status#confirmed
* category[problem] = http://terminology.hl7.org/CodeSystem/condition-category#problem-list-item "Problem List Item"

Instance: ada
InstanceOf: Patient
Usage: #example
Title: "Ada Romero"
Description: "A patient in chronic care management."
* insert ClaimsUsCore(us-core-patient)
* identifier[0].type = http://terminology.hl7.org/CodeSystem/v2-0203#MC
* identifier[0].system = $MBI
* identifier[0].value = "1EG4TE5MK73"
* identifier[1].type = http://terminology.hl7.org/CodeSystem/v2-0203#MR
* identifier[1].system = "https://elm-street.example/mrn"
* identifier[1].value = "E1001"
* active = true
* insert Named(Romero, Ada)
* telecom[0].system = #phone
* telecom[0].value = "+1-312-555-0171"
* telecom[0].use = #home
* gender = #female
* birthDate = "1951-07-14"
* insert LivesAt(8 Maple Court)
* communication[0].language = urn:ietf:bcp:47#es "Spanish"
* communication[0].preferred = true
* generalPractitioner[0] = Reference(dr-lee)
* managingOrganization = Reference(elm-street)

Instance: ada-daughter
InstanceOf: RelatedPerson
Usage: #example
Title: "Ada's daughter"
Description: "A caregiver."
* insert ClaimsUsCore(us-core-relatedperson)
* active = true
* patient = Reference(ada)
* relationship[0] = http://terminology.hl7.org/CodeSystem/v3-RoleCode#DAU
* insert Named(Romero, Lucia)
* telecom[0].system = #phone
* telecom[0].value = "+1-312-555-0172"

Instance: ada-coverage
InstanceOf: CcmCoverage
Usage: #example
Title: "Medicare Part B"
Description: "Traditional Medicare, as CMS Blue Button writes the plan."
* identifier[memberid].system = $MBI
* identifier[memberid].value = "1EG4TE5MK73"
* status = #active
* type = $SOPT#121
* subscriberId = "1EG4TE5MK73"
* beneficiary = Reference(ada)
* relationship = http://terminology.hl7.org/CodeSystem/subscriber-relationship#self
* period.start = "2016-07-01"
* payor = Reference(medicare)
* class[plan].value = "Part B"
* class[plan].name = "Medicare Part B"

Instance: ada-diabetes
InstanceOf: CcmCondition
Usage: #example
Title: "Type 2 diabetes with kidney disease"
Description: "In both code systems."
* insert OnProblemList
* extension[assertedDate].valueDateTime = "2014-03-02"
* code.coding[icd10cm].code = #E11.22
* code.coding[snomed].code = #127013003
* code.text = "Type 2 diabetes with diabetic chronic kidney disease"
* subject = Reference(ada)
* onsetDateTime = "2014"
* recordedDate = "2014-03-02"

Instance: ada-hypertension
InstanceOf: CcmCondition
Usage: #example
Title: "Hypertension"
Description: "In both code systems."
* insert OnProblemList
* code.coding[icd10cm].code = #I10
* code.coding[snomed].code = #59621000
* code.text = "Essential hypertension"
* subject = Reference(ada)
* onsetDateTime = "2009-05"
* recordedDate = "2010-01-12"

Instance: ada-visit
InstanceOf: Encounter
Usage: #example
Title: "Wellness visit"
Description: "The visit at which chronic care management began."
* insert ClaimsUsCore(us-core-encounter)
* status = #finished
* class = http://terminology.hl7.org/CodeSystem/v3-ActCode#AMB "ambulatory"
* type[0] = $HCPCS#G0439
* type[0].text = "Annual wellness visit"
* subject = Reference(ada)
* participant[0].type = http://terminology.hl7.org/CodeSystem/v3-ParticipationType#PPRF
* participant[0].individual = Reference(dr-lee)
* period.start = "2026-02-20T15:00:00Z"
* period.end = "2026-02-20T15:40:00Z"
* serviceProvider = Reference(elm-street)

Instance: ada-metformin
InstanceOf: MedicationRequest
Usage: #example
Title: "Metformin"
Description: "A medicine that Ada takes."
* insert ClaimsUsCore(us-core-medicationrequest)
* status = #active
* intent = #order
* category[0] = http://terminology.hl7.org/CodeSystem/medicationrequest-category#community "Community"
* reportedBoolean = false
* medicationCodeableConcept = http://www.nlm.nih.gov/research/umls/rxnorm#860975
* medicationCodeableConcept.text = "Metformin 500 mg extended release"
* subject = Reference(ada)
* authoredOn = "2026-02-20"
* requester = Reference(dr-lee)
* dosageInstruction[0].text = "One tablet twice a day with meals"

Instance: ada-medications
InstanceOf: List
Usage: #example
Title: "Reconciled medicines"
Description: "Medication management: the list as it was gone over with the patient, against orders and allergies."
* status = #current
* mode = #snapshot
* title = "Reconciled medicines"
* code = http://terminology.hl7.org/CodeSystem/list-example-use-codes#medications
* subject = Reference(ada)
* date = "2026-03-06T15:30:00Z"
* source = Reference(nurse-kim)
* entry[0].item = Reference(ada-metformin)

Instance: ada-a1c
InstanceOf: Observation
Usage: #example
Title: "Hemoglobin A1c"
Description: "What a goal measures."
* insert ClaimsUsCore(us-core-observation-lab)
* status = #final
* category[0] = http://terminology.hl7.org/CodeSystem/observation-category#laboratory
* code = $LOINC#4548-4
* code.text = "Hemoglobin A1c"
* subject = Reference(ada)
* effectiveDateTime = "2026-02-18T14:10:00Z"
* valueQuantity = 8.4 '%' "%"

RuleSet: Assessed(assessment, finding)
* status = #final
* category[0] = http://terminology.hl7.org/CodeSystem/observation-category#survey
* code = CcmAssessment#{assessment}
* subject = Reference(ada)
* effectiveDateTime = "2026-02-20"
* performer[0] = Reference(dr-lee)
* valueString = "{finding}"

Instance: ada-memory
InstanceOf: Observation
Usage: #example
Title: "Cognitive assessment"
Description: "A finding in words, by a code of ccm-assessment."
* insert Assessed(cognitive, No trouble with memory or thinking.)

Instance: ada-daily-life
InstanceOf: Observation
Usage: #example
Title: "Functional assessment"
Description: "A finding in words, by a code of ccm-assessment."
* insert Assessed(functional, [[Walks and dresses alone; needs help with heavy shopping.]])

Instance: ada-mood
InstanceOf: Observation
Usage: #example
Title: "Psychosocial assessment"
Description: "By the code of a standard instrument."
* status = #final
* category[0] = http://terminology.hl7.org/CodeSystem/observation-category#survey
* code = $LOINC#55758-7
* code.text = "PHQ-2 total score"
* subject = Reference(ada)
* effectiveDateTime = "2026-02-20T15:20:00Z"
* performer[0] = Reference(dr-lee)
* valueQuantity = 1 '{score}' "{score}"

Instance: ada-home
InstanceOf: Observation
Usage: #example
Title: "Environmental evaluation"
Description: "A finding in words, by a code of ccm-assessment."
* insert Assessed(environmental, Lives on the second floor without an elevator.)

Instance: ada-caregiver-assessed
InstanceOf: Observation
Usage: #example
Title: "Caregiver assessment"
Description: "A finding in words, by a code of ccm-assessment."
* insert Assessed(caregiver, [[Her daughter comes every weekend and is well.]])

Instance: ada-outlook
InstanceOf: ClinicalImpression
Usage: #example
Title: "Expected outcome and prognosis"
Description: "What the clinician expects, as a care plan names it among its supporting information."
* status = #completed
* subject = Reference(ada)
* effectiveDateTime = "2026-03-05"
* assessor = Reference(dr-lee)
* problem[0] = Reference(ada-diabetes)
* problem[1] = Reference(ada-hypertension)
* summary = "With steady blood sugar and blood pressure the kidneys should keep working as they do now."
* prognosisCodeableConcept[0].text = "Good with treatment"
