Instance: ccm-plan-depression
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(depression, [[Depression]], [[Depresión]])
* description = "Goals and activities for adults with depression, measured by the PHQ-9."
* insert For(depression)
* insert Cites([[VA/DoD clinical practice guideline for the management of major depressive disorder (2022)]], [[https://www.healthquality.va.gov/guidelines/MH/mdd/]])
* insert GoalMood(depression)
* insert Do(mood-check, mood)
* insert Do(pleasant-activities, mood)
* insert Do(move-more, mood)
* insert Do(counseling, mood)
* insert Do(medication-review, mood)
* insert DoAlso(symptoms-depression)
* insert DoAlso(community-services)
