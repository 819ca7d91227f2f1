Profile: CcmChargeItemDefinition
Parent: ChargeItemDefinition
Id: ccm-charge-item-definition
Title: "Charge code with its rule"
Description: "One care-management code for one period: rule, exclusions, price. Another period is another version of the same definition."
* extension contains CcmChargeRule named rule 1..1
* version 1..1
* title 1..1
* effectivePeriod 1..1
* effectivePeriod.start 1..1
* code 1..1
* propertyGroup 0..1
* propertyGroup.priceComponent 1..2
* propertyGroup.priceComponent.code 1..1
* propertyGroup.priceComponent.code from FeeScheduleVS (required)
* propertyGroup.priceComponent.amount 1..1
* propertyGroup.priceComponent.extension contains RelativeValue named relativeValue 0..1

ValueSet: FeeScheduleVS
Id: ccm-fee-schedule
Title: "Fee schedules"
Description: "All fee schedules."
* ^experimental = false
* include codes from system FeeSchedule
