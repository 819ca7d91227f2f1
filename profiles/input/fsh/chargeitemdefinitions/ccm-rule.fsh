Extension: CcmChargeRule
Id: ccm-rule
Title: "Rule of a charge code"
Description: "What earns a code, how often, by whose time, and what it cannot stand beside. R4's ChargeItemDefinition has no elements for this; the engine reads it from here."
Context: ChargeItemDefinition
* . ^short = "What earns the code and what excludes it"
* extension contains
    program 1..1 and
    family 1..1 and
    basis 1..1 and
    rank 0..1 and
    addOnTo 0..* and
    threshold 0..1 and
    increment 0..1 and
    maxUnits 1..1 and
    performer 0..1 and
    complexity 0..* and
    conditionsAtLeast 0..1 and
    conditionsAtMost 0..1 and
    qmb 0..1 and
    attestation 1..1 and
    exclusion 0..* and
    source 1..*
* extension[program] ^short = "Program in which it is earned, a code of ccm-program"
* extension[program].value[x] only code
* extension[program].value[x] 1..1
* extension[family] ^short = "Codes that are billed together; for one practitioner, patient and month exactly one family is"
* extension[family].value[x] only code
* extension[family].value[x] 1..1
* extension[family].value[x] from ChargeFamilyVS (required)
* extension[basis] ^short = "minutes: by time. month: by a month of care. visit, record: not by the month's close, kept for reference"
* extension[basis].value[x] only code
* extension[basis].value[x] 1..1
* extension[rank] ^short = "Of families that pay the same the one with the lowest number is billed"
* extension[rank].value[x] only positiveInt
* extension[addOnTo] ^short = "Base code without which it is not billed"
* extension[addOnTo].value[x] only code
* extension[threshold] ^short = "Of a base code: full minutes for its unit"
* extension[threshold].value[x] only positiveInt
* extension[increment] ^short = "Of an add-on: full further minutes for each unit"
* extension[increment].value[x] only positiveInt
* extension[maxUnits] ^short = "Most units in a month"
* extension[maxUnits].value[x] only positiveInt
* extension[performer] ^short = "Whose minutes: staff (clinical staff, filled up by the billing practitioner) or practitioner (the billing practitioner alone)"
* extension[performer].value[x] only code
* extension[complexity] ^short = "Medical decision making of the month that it wants, a code of mdm-level; any of those named"
* extension[complexity].value[x] only code
* extension[conditionsAtLeast] ^short = "Chronic conditions that the patient has at least"
* extension[conditionsAtLeast].value[x] only positiveInt
* extension[conditionsAtMost] ^short = "Chronic conditions that the patient has at most"
* extension[conditionsAtMost].value[x] only positiveInt
* extension[qmb] ^short = "Only for a Qualified Medicare Beneficiary (true), or only for others (false)"
* extension[qmb].value[x] only boolean
* extension[attestation] ^short = "A clinician has to attest duration and risk"
* extension[attestation].value[x] only boolean
* extension[exclusion] ^short = "What it cannot stand beside, a code of ccm-exclusion; a group stands for all that it holds"
* extension[exclusion].value[x] only code
* extension[source] ^short = "Where the rule is written"
* extension[source].value[x] only string

CodeSystem: ChargeFamily
Id: ccm-charge-family
Title: "Families of care-management codes"
Description: "A base code and its add-ons. One practitioner bills one family for one patient and month."
* ^caseSensitive = true
* ^experimental = false
* #ccm-staff "Clinical staff time" "Chronic care management by clinical staff."
* #ccm-complex "Complex, clinical staff time" "Complex chronic care management by clinical staff, with medical decision making of at least moderate complexity."
* #ccm-practitioner "Practitioner's time" "Chronic care management by the billing practitioner in person."
* #pcm-staff "Principal care, clinical staff time" "Principal care management by clinical staff."
* #pcm-practitioner "Principal care, practitioner's time" "Principal care management by the billing practitioner in person."
* #apcm "Advanced primary care" "Advanced primary care management, by level."
* #apcm-behavioral "Advanced primary care, behavioral health" "Behavioral health beside advanced primary care management."
* #initiating-visit "Initiating visit" "Assessment and planning beyond the visit at which care management begins."

ValueSet: ChargeFamilyVS
Id: ccm-charge-family
Title: "Families of care-management codes"
Description: "All families of care-management codes."
* ^experimental = false
* include codes from system ChargeFamily

CodeSystem: FeeSchedule
Id: ccm-fee-schedule
Title: "Fee schedules"
Description: "Since 2026 Medicare pays qualifying participants of an advanced alternative payment model by a conversion factor of their own."
* ^caseSensitive = true
* ^experimental = false
* #standard "Standard" "The national amount outside facilities, before locality, deductible, coinsurance and sequestration."
* #qualifying-apm "Qualifying APM participant" "The same amount by the conversion factor of qualifying APM participants."

Extension: RelativeValue
Id: ccm-relative-value
Title: "How a price is made"
Description: "Total relative value units outside facilities and the conversion factor: their product, rounded half up to the cent, is the national amount."
Context: ChargeItemDefinition.propertyGroup.priceComponent
* extension contains
    units 1..1 and
    conversionFactor 1..1
* extension[units].value[x] only decimal
* extension[units].value[x] 1..1
* extension[conversionFactor].value[x] only decimal
* extension[conversionFactor].value[x] 1..1
