Profile: CcmCarePlanDocument
Parent: DocumentReference
Id: ccm-care-plan-document
Title: "Copy of the care plan"
Description: "The care plan as a document for the patient or caregiver, in plain language: which version of the plan, in which language, where it lies. That it was handed over is a Communication."
* insert AlsoUsCore(us-core-documentreference)
* identifier MS
* status MS
* status ^short = "current; superseded once a newer copy is there"
* type 1..1 MS
* type = $LOINC#18776-5
* type ^short = "LOINC: plan of care note"
* category 1..* MS
* insert Sliced(category, pattern, $this, [[By which readers of US Core find it.]])
* category contains clinicalNote 1..1 MS
* category[clinicalNote] = http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category#clinical-note
* subject 1..1 MS
* subject only Reference(Patient)
* date 1..1 MS
* date ^short = "When it was made"
* author 1..* MS
* author ^short = "Who had it made"
* custodian MS
* custodian ^short = "The practice"
* relatesTo MS
* relatesTo ^short = "The copy that it replaces"
* description MS
* content MS
* content.attachment MS
* content.attachment obeys ccm-document-content
* content.attachment.contentType 1..1 MS
* content.attachment.contentType ^short = "application/pdf or text/html"
* content.attachment.language 1..1 MS
* content.attachment.language ^short = "Language of the copy: en, es"
* content.attachment.data MS
* content.attachment.url MS
* content.attachment.title MS
* content.attachment.creation MS
* content.format MS
* context 1..1 MS
* context.encounter MS
* context.period MS
* context.related 1..* MS
* context.related ^short = "The version of the care plan: CarePlan/…/_history/…"
* obeys ccm-document-plan

Invariant: ccm-document-content
Description: "A copy holds its text (data) or says where it lies (url)."
Severity: #error
Expression: "url.exists() or data.exists()"

Invariant: ccm-document-plan
Description: "A copy names the care plan that it is a copy of (context.related)."
Severity: #error
Expression: "context.related.reference.where(matches('(^|/)CarePlan/')).exists()"
