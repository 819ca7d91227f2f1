// What each code is earned by. The same in every period so far; a change becomes a rule set of its own.

RuleSet: ChronicCareSources
* insert Source([["Medicare Learning Network, Chronic Care Management Services (MLN909188)"]])
* insert Source([["CMS, frequently asked questions about chronic care management (2017, 2022)"]])
* insert Source([["NCCI practitioner tables of 2024-07-01: medically unlikely edits, add-on codes, procedure pairs"]])

RuleSet: PrincipalCareSources
* insert Source([["84 FR 62694, principal care management"]])
* insert Source([["NCCI practitioner tables of 2024-07-01: medically unlikely edits, add-on codes, procedure pairs"]])

RuleSet: AdvancedPrimaryCareSources
* insert Source([["89 FR 97866, advanced primary care management"]])

RuleSet: Code99490
* insert ChargeCode($CPT, 99490)
* title = "Chronic care, clinical staff, first 20 minutes of the month"
* description = "Earned by 20 full minutes of clinical staff in a calendar month; the billing practitioner's own minutes may fill them up."
* insert Earned(ccm, ccm-staff, minutes, 1)
* insert Base(staff, 20, 3)
* insert Attested(true)
* insert Excluded(beside-chronic-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(call-on-the-day)
* insert Excluded(psychotherapy-on-the-day)
* insert Excluded(data-interpretation-on-the-day)
* insert Excluded(prolonged-service-on-the-day)
* insert ChronicCareSources

RuleSet: Code99439
* insert ChargeCode($CPT, 99439)
* title = "Chronic care, clinical staff, each further 20 minutes"
* description = "Earned by each full 20 minutes beyond the first 20, twice a month at most: at 40 and at 60 minutes."
* insert Earned(ccm, ccm-staff, minutes, 2)
* insert AddOn(staff, 99490, 20)
* insert Attested(true)
* insert Excluded(beside-chronic-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(data-interpretation-on-the-day)
* insert Excluded(monitoring-supply-on-the-day)
* insert ChronicCareSources

RuleSet: Code99487
* insert ChargeCode($CPT, 99487)
* title = "Complex chronic care, clinical staff, first 60 minutes of the month"
* description = "Earned by 60 full minutes of clinical staff in a month in which the billing practitioner's medical decision making was of moderate or high complexity."
* insert Earned(ccm, ccm-complex, minutes, 1)
* insert Base(staff, 60, 1)
* insert ModerateOrHigh
* insert Attested(true)
* insert Excluded(beside-chronic-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(visit-on-the-day)
* insert Excluded(call-on-the-day)
* insert Excluded(psychotherapy-on-the-day)
* insert Excluded(data-interpretation-on-the-day)
* insert Excluded(prolonged-service-on-the-day)
* insert ChronicCareSources

RuleSet: Code99489
* insert ChargeCode($CPT, 99489)
* title = "Complex chronic care, clinical staff, each further 30 minutes"
* description = "Earned by each full 30 minutes beyond the first 60: at 90, 120 and so on."
* insert Earned(ccm, ccm-complex, minutes, 10)
* insert AddOn(staff, 99487, 30)
* insert ModerateOrHigh
* insert Attested(true)
* insert Excluded(beside-chronic-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(visit-on-the-day)
* insert Excluded(data-interpretation-on-the-day)
* insert ChronicCareSources

RuleSet: Code99491
* insert ChargeCode($CPT, 99491)
* title = "Chronic care, billing practitioner in person, first 30 minutes of the month"
* description = "Earned by 30 full minutes of the billing practitioner alone; nobody else's minutes count."
* insert Earned(ccm, ccm-practitioner, minutes, 1)
* insert Base(practitioner, 30, 2)
* insert Attested(true)
* insert Excluded(beside-chronic-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(call-on-the-day)
* insert Excluded(psychotherapy-on-the-day)
* insert Excluded(data-interpretation-on-the-day)
* insert Excluded(prolonged-service-on-the-day)
* insert Excluded(behavioral-health-on-the-day)
* insert ChronicCareSources

RuleSet: Code99437
* insert ChargeCode($CPT, 99437)
* title = "Chronic care, billing practitioner in person, each further 30 minutes"
* description = "Earned by each full 30 minutes of the billing practitioner beyond the first 30, twice a month at most: at 60 and at 90 minutes."
* insert Earned(ccm, ccm-practitioner, minutes, 2)
* insert AddOn(practitioner, 99491, 30)
* insert Attested(true)
* insert Excluded(beside-chronic-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(data-interpretation-on-the-day)
* insert Excluded(behavioral-health-on-the-day)
* insert Excluded(monitoring-supply-on-the-day)
* insert ChronicCareSources

RuleSet: Code99424
* insert ChargeCode($CPT, 99424)
* title = "Principal care, billing practitioner in person, first 30 minutes of the month"
* description = "Earned by 30 full minutes of the billing practitioner alone for one complex chronic condition."
* insert Earned(pcm, pcm-practitioner, minutes, 1)
* insert Base(practitioner, 30, 1)
* insert Attested(true)
* insert Excluded(beside-principal-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(transitional-care)
* insert Excluded(psychotherapy-on-the-day)
* insert Excluded(prolonged-service-on-the-day)
* insert Excluded(behavioral-health-on-the-day)
* insert Excluded(monitoring-supply-on-the-day)
* insert PrincipalCareSources

RuleSet: Code99425
* insert ChargeCode($CPT, 99425)
* title = "Principal care, billing practitioner in person, each further 30 minutes"
* description = "Earned by each full 30 minutes of the billing practitioner beyond the first 30, twice a month at most."
* insert Earned(pcm, pcm-practitioner, minutes, 2)
* insert AddOn(practitioner, 99424, 30)
* insert Attested(true)
* insert Excluded(beside-principal-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(behavioral-health-on-the-day)
* insert Excluded(monitoring-supply-on-the-day)
* insert PrincipalCareSources

RuleSet: Code99426
* insert ChargeCode($CPT, 99426)
* title = "Principal care, clinical staff, first 30 minutes of the month"
* description = "Earned by 30 full minutes of clinical staff for one complex chronic condition; the billing practitioner's own minutes may fill them up."
* insert Earned(pcm, pcm-staff, minutes, 1)
* insert Base(staff, 30, 2)
* insert Attested(true)
* insert Excluded(beside-principal-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(visit-on-the-day)
* insert Excluded(psychotherapy-on-the-day)
* insert Excluded(behavioral-health-on-the-day)
* insert Excluded(monitoring-supply-on-the-day)
* insert PrincipalCareSources

RuleSet: Code99427
* insert ChargeCode($CPT, 99427)
* title = "Principal care, clinical staff, each further 30 minutes"
* description = "Earned by each full 30 minutes beyond the first 30, twice a month at most."
* insert Earned(pcm, pcm-staff, minutes, 2)
* insert AddOn(staff, 99426, 30)
* insert Attested(true)
* insert Excluded(beside-principal-care)
* insert Excluded(oversight-and-renal)
* insert Excluded(transitional-care)
* insert Excluded(visit-on-the-day)
* insert Excluded(psychotherapy-on-the-day)
* insert Excluded(behavioral-health-on-the-day)
* insert Excluded(monitoring-supply-on-the-day)
* insert PrincipalCareSources

RuleSet: CodeG0506
* insert ChargeCode($HCPCS, G0506)
* title = "Assessment and care planning beyond the initiating visit"
* description = "Once, by the billing practitioner in person, with the visit at which chronic care management begins. Billed with that visit, never by closing a month."
* insert Earned(ccm, initiating-visit, visit, 1)
* insert Attested(false)
* insert Excluded(psychotherapy-on-the-day)
* insert Excluded(prolonged-service-on-the-day)
* insert Excluded(remote-monitoring-on-the-day)
* insert Excluded(complex-care-on-the-day)
* insert ChronicCareSources

RuleSet: CodeG0556
* insert ChargeCode($HCPCS, G0556)
* title = "Advanced primary care, at most one chronic condition, by the month"
* description = "A month of advanced primary care for a patient with no or one chronic condition."
* insert Earned(apcm, apcm, month, 1)
* extension[0].extension[+].url = "conditionsAtMost"
* extension[0].extension[=].valuePositiveInt = 1
* insert Attested(false)
* insert Excluded(beside-advanced-primary-care)
* insert AdvancedPrimaryCareSources

RuleSet: CodeG0557
* insert ChargeCode($HCPCS, G0557)
* title = "Advanced primary care, two or more chronic conditions, by the month"
* description = "A month of advanced primary care for a patient with two or more chronic conditions who is not a Qualified Medicare Beneficiary."
* insert Earned(apcm, apcm, month, 1)
* extension[0].extension[+].url = "conditionsAtLeast"
* extension[0].extension[=].valuePositiveInt = 2
* extension[0].extension[+].url = "qmb"
* extension[0].extension[=].valueBoolean = false
* insert Attested(true)
* insert Excluded(beside-advanced-primary-care)
* insert AdvancedPrimaryCareSources

RuleSet: CodeG0558
* insert ChargeCode($HCPCS, G0558)
* title = "Advanced primary care, two or more chronic conditions, Qualified Medicare Beneficiary, by the month"
* description = "A month of advanced primary care for a Qualified Medicare Beneficiary with two or more chronic conditions."
* insert Earned(apcm, apcm, month, 1)
* extension[0].extension[+].url = "conditionsAtLeast"
* extension[0].extension[=].valuePositiveInt = 2
* extension[0].extension[+].url = "qmb"
* extension[0].extension[=].valueBoolean = true
* insert Attested(true)
* insert Excluded(beside-advanced-primary-care)
* insert AdvancedPrimaryCareSources

RuleSet: Behavioral
* insert Earned(apcm, apcm-behavioral, record, 1)
* extension[0].extension[+].url = "addOnTo"
* extension[0].extension[=].valueCode = #G0556
* extension[0].extension[+].url = "addOnTo"
* extension[0].extension[=].valueCode = #G0557
* extension[0].extension[+].url = "addOnTo"
* extension[0].extension[=].valueCode = #G0558
* insert Attested(false)
* insert Excluded(behavioral-integration)
* insert Source([["90 FR 49266, calendar year 2026 physician fee schedule: behavioral health beside advanced primary care management"]])

RuleSet: CodeG0568
* insert ChargeCode($HCPCS, G0568)
* title = "Advanced primary care, psychiatric collaborative care, first month"
* description = "Beside advanced primary care of the same practitioner and month. Kept for reference: the records that it rests on are not kept here, so closing a month does not bill it."
* insert Behavioral

RuleSet: CodeG0569
* insert ChargeCode($HCPCS, G0569)
* title = "Advanced primary care, psychiatric collaborative care, a later month"
* description = "Beside advanced primary care of the same practitioner and month. Kept for reference: the records that it rests on are not kept here, so closing a month does not bill it."
* insert Behavioral

RuleSet: CodeG0570
* insert ChargeCode($HCPCS, G0570)
* title = "Advanced primary care, general behavioral health integration, by the month"
* description = "Beside advanced primary care of the same practitioner and month. Kept for reference: the records that it rests on are not kept here, so closing a month does not bill it."
* insert Behavioral
