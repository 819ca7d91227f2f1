Profile: CcmCondition
Parent: Condition
Id: ccm-condition
Title: "Chronic condition"
Description: "A condition on the problem list as care management reads it: coded in ICD-10-CM or SNOMED CT. It stays as the chart has it: what kind of chronic condition it is, is derived and never written over it."
* insert AlsoUsCore(us-core-condition-problems-health-concerns)
* extension contains http://hl7.org/fhir/StructureDefinition/condition-assertedDate named assertedDate 0..1 MS
* extension[assertedDate] ^short = "When somebody first stated the condition"
* clinicalStatus MS
* clinicalStatus ^short = "active, recurrence, relapse, inactive, remission or resolved: only one that goes on qualifies"
* verificationStatus MS
* verificationStatus ^short = "How sure it is: refuted and mistaken ones never count"
* category 1..* MS
* insert Sliced(category, value, $this, [[The problem list, or a concern of the patient; others may stand beside it.]])
* category contains problem 1..* MS
* category[problem] from CcmProblemCategoryVS (required)
* category[problem] ^short = "On the problem list, or a health concern"
* code 1..1 MS
* code from https://ccm-on-fhir.org/ig/ValueSet/ccm-chronic-condition-codes (preferred)
* code obeys ccm-condition-code
* code ^short = "What it is, in ICD-10-CM or SNOMED CT"
* code.text MS
* code.text ^short = "As the clinician calls it"
* code.coding MS
* insert Sliced(code.coding, value, system, [[Payers read ICD-10-CM, charts SNOMED CT.]])
* code.coding contains icd10cm 0..* MS and snomed 0..* MS
* code.coding[icd10cm].system 1..1
* code.coding[icd10cm].system = "http://hl7.org/fhir/sid/icd-10-cm"
* code.coding[icd10cm].code 1..1
* code.coding[icd10cm] ^short = "ICD-10-CM: the code that a claim names"
* code.coding[snomed].system 1..1
* code.coding[snomed].system = "http://snomed.info/sct"
* code.coding[snomed].code 1..1
* code.coding[snomed] ^short = "SNOMED CT"
* subject only Reference(Patient)
* subject MS
* subject ^short = "Whose condition it is"
* onset[x] MS
* onset[x] ^short = "Since when"
* abatement[x] MS
* abatement[x] ^short = "Until when"
* recordedDate MS
* recordedDate ^short = "When it was first recorded"

Invariant: ccm-condition-code
Description: "The condition is coded in ICD-10-CM or SNOMED CT."
Severity: #error
Expression: "coding.where(system = 'http://hl7.org/fhir/sid/icd-10-cm' or system = 'http://snomed.info/sct').code.exists()"

ValueSet: CcmProblemCategoryVS
Id: ccm-problem-category
Title: "Problem list and health concerns"
Description: "What care management looks at of a chart's conditions: the problem list and the patient's health concerns. Diagnoses of single visits are not among them."
* ^experimental = false
* http://terminology.hl7.org/CodeSystem/condition-category#problem-list-item
* http://hl7.org/fhir/us/core/CodeSystem/condition-category#health-concern
