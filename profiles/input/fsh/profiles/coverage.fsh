Profile: CcmCoverage
Parent: Coverage
Id: ccm-coverage
Title: "Coverage"
Description: "Who pays for a patient: Medicare Part B, a Medicare Advantage plan, Medicaid, others. Part B is read from its type or its plan; that the patient is a Qualified Medicare Beneficiary, or aligned to the CMS ACCESS model, are extensions."
* insert AlsoUsCore(us-core-coverage)
* extension contains
    CcmQmb named qmb 0..1 MS and
    CcmAccessAlignment named accessAlignment 0..1 MS
* extension[qmb] ^short = "Qualified Medicare Beneficiary: never billed for cost sharing"
* extension[accessAlignment] ^short = "Aligned to a participant of the CMS ACCESS model"
* identifier MS
* insert Sliced(identifier, pattern, type, [[The member's number among others.]])
* identifier contains memberid 0..1 MS
* identifier[memberid].type 1..1
* identifier[memberid].type = http://terminology.hl7.org/CodeSystem/v2-0203#MB
* identifier[memberid] ^short = "The member's number: of Medicare, the MBI"
* status MS
* type MS
* type from CcmPayerTypeVS (extensible)
* type ^short = "Kind of payer, by the Source of Payment Typology"
* subscriberId MS
* beneficiary MS
* beneficiary ^short = "Who is covered"
* relationship 1..1 MS
* relationship ^short = "The patient's to who holds it: self"
* period MS
* period ^short = "From when to when it pays"
* payor 1..1 MS
* payor ^short = "Who pays"
* class MS
* insert Sliced(class, pattern, type, [[Plan and group.]])
* class contains group 0..1 MS and plan 0..1 MS
* class[group].type = http://terminology.hl7.org/CodeSystem/coverage-class#group
* class[group].value MS
* class[group] ^short = "The employer's group"
* class[plan].type = http://terminology.hl7.org/CodeSystem/coverage-class#plan
* class[plan].value MS
* class[plan].name MS
* class[plan] ^short = "The plan; of Medicare as CMS Blue Button writes it: Part B, Part C"
* obeys ccm-coverage-member

Invariant: ccm-coverage-member
Description: "A coverage names its member: by an identifier of type MB, or by subscriberId."
Severity: #error
Expression: "identifier.type.coding.where(system = 'http://terminology.hl7.org/CodeSystem/v2-0203' and code = 'MB').exists() or subscriberId.exists()"

ValueSet: CcmPayerTypeVS
Id: ccm-payer-type
Title: "Kinds of payers that care management tells apart"
Description: "Codes of the Source of Payment Typology by which the server knows who pays: Medicare fee for service, Medicare Advantage and what stands in for it, Medicaid. A code below one of these is read as it is; other codes of the typology are other payers."
* ^experimental = false
* $SOPT#1
* $SOPT#11
* $SOPT#111
* $SOPT#112
* $SOPT#113
* $SOPT#119
* $SOPT#12
* $SOPT#121
* $SOPT#122
* $SOPT#123
* $SOPT#129
* $SOPT#13
* $SOPT#14
* $SOPT#15
* $SOPT#16
* $SOPT#19
* $SOPT#2
* $SOPT#21
* $SOPT#22
* $SOPT#25
* $SOPT#29
